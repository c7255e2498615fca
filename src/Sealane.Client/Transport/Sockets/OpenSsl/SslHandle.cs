using Microsoft.Win32.SafeHandles;

namespace Sealane.Transport.Sockets.OpenSsl;

/// <summary>OpenSSL's state of one connection; its way for the bytes goes with it.</summary>
internal sealed class SslHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_free(handle);
        return true;
    }
}

/// <summary>How a call of OpenSSL ended (SSL_get_error).</summary>
internal enum SslOutcome
{
    Done = 0,
    Failed = 1,
    WantsRead = 2,
    WantsWrite = 3,
    SystemCallFailed = 5,
    Closed = 6,
}
