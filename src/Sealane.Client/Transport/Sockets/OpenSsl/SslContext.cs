using Microsoft.Win32.SafeHandles;

namespace Sealane.Transport.Sockets.OpenSsl;

/// <summary>What all connections share: whom to trust. Thread-safe.</summary>
internal sealed class SslContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private const int VerifyPeer = 1;

    // SSL_write is called again with the same bytes, which the garbage collector may have moved.
    private const int AcceptMovingWriteBuffer = 2;

    // As .NET has it, agreements are not made anew.
    private const ulong NoRenegotiation = 1 << 30;

    /// <summary>Trusts the certificates of a PEM file, or else the system's (which SSL_CERT_FILE and SSL_CERT_DIR replace).</summary>
    /// <remarks>The system's are looked up when a server names them: loading all of them takes longer than all else of a small transfer.</remarks>
    /// <returns>The context; null when OpenSSL is not there, or cannot use the file.</returns>
    public static SslContext? TryMake(string? caBundle)
    {
        if (!LibSsl.IsThere)
        {
            return null;
        }

        var context = LibSsl.SSL_CTX_new(LibSsl.TLS_client_method());
        if (context.IsInvalid || (caBundle is null ? LibSsl.SSL_CTX_set_default_verify_paths(context) : LibSsl.SSL_CTX_load_verify_file(context, caBundle)) != 1)
        {
            context.Dispose();
            LibSsl.ERR_clear_error();
            return null;
        }

        LibSsl.SetMode(context, AcceptMovingWriteBuffer);
        LibSsl.SSL_CTX_set_verify(context, VerifyPeer, 0);
        LibSsl.SSL_CTX_set_options(context, NoRenegotiation);
        return context;
    }

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_CTX_free(handle);
        return true;
    }
}
