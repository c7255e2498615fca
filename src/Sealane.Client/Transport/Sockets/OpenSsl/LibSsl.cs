using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sealane.Transport.Sockets.OpenSsl;

/// <summary>What is called of OpenSSL 3, the library that .NET's own TLS stands on under Linux.</summary>
internal static unsafe partial class LibSsl
{
    // ssl.h and bio.h: what their macros stand for.
    private const int AddMode = 33;
    private const int SetHostName = 55;
    private const int SetBufferSize = 117;
    private const int Pending = 10;
    private const int Flush = 11;
    private const int ShouldRetry = 8;

    // Beside the program nobody looks for them: the system's, or none.
    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";
    private const DllImportSearchPath Search = DllImportSearchPath.SafeDirectories;

    /// <summary>Whether the system has it.</summary>
    public static bool IsThere { get; } = OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad(Crypto, typeof(LibSsl).Assembly, Search, out _) && NativeLibrary.TryLoad(Ssl, typeof(LibSsl).Assembly, Search, out _);

    /// <summary>Switches modes on (SSL_CTX_set_mode).</summary>
    public static void SetMode(SslContext context, int mode) => SSL_CTX_ctrl(context, AddMode, mode, 0);

    /// <summary>A way for the bytes to a socket that never waits, with a buffer before it for what is read and one for what is written.</summary>
    /// <returns>The way; none (0) when there was no memory.</returns>
    public static nint Buffered(SafeSocketHandle socket, int readSize, int writeSize)
    {
        var number = (int)socket.DangerousGetHandle();
        var (buffer, end) = (BIO_new(BIO_f_buffer()), BIO_new_socket(number, 0));
        var (reading, writing) = (0, 1);
        return BIO_socket_nbio(number, 1) == 1
            && BIO_ctrl(buffer, SetBufferSize, readSize, &reading) == 1
            && BIO_ctrl(buffer, SetBufferSize, writeSize, &writing) == 1
            ? BIO_push(buffer, end)
            : 0;
    }

    /// <summary>How many bytes have been read from the socket and wait in the buffer.</summary>
    public static int Waiting(nint way) => (int)BIO_ctrl(way, Pending, 0, null);

    /// <summary>Writes what the buffer holds to the socket; returns whether all of it is written, or else whether to wait and try again.</summary>
    public static bool TrySend(nint way, out bool mustWait)
    {
        var sent = BIO_ctrl(way, Flush, 0, null) > 0;
        mustWait = !sent && BIO_test_flags(way, ShouldRetry) != 0;
        return sent;
    }

    /// <summary>Says the name to the server (RFC 6066 3), and lets no certificate pass that is not for it.</summary>
    public static bool SetName(SslHandle ssl, string name) => SSL_ctrl(ssl, SetHostName, 0, name) == 1 && SSL_set1_host(ssl, name) == 1;

    /// <summary>Lets no certificate pass that is not for the address; addresses are not said to the server (RFC 6066 3).</summary>
    public static bool SetAddress(SslHandle ssl, string address) => X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), address) == 1;

    /// <summary>The last failure in OpenSSL's words; empty when there was none.</summary>
    public static string TakeError()
    {
        var error = ERR_peek_last_error();
        ERR_clear_error();
        return error == 0 ? "" : Marshal.PtrToStringUTF8((nint)ERR_reason_error_string(error)) ?? "";
    }

    /// <summary>Why a server's certificate was not taken, in OpenSSL's words; null when it was, or none came.</summary>
    public static string? Refusal(SslHandle ssl) => SSL_get_verify_result(ssl) is var result && result == 0 ? null : Marshal.PtrToStringUTF8((nint)X509_verify_cert_error_string(result));

    [LibraryImport(Ssl)]
    public static partial nint TLS_client_method();

    [LibraryImport(Ssl)]
    public static partial SslContext SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_CTX_set_options(SslContext context, ulong options);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_verify(SslContext context, int mode, nint callback);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_set_default_verify_paths(SslContext context);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_load_verify_file(SslContext context, string path);

    [LibraryImport(Ssl)]
    public static partial SslHandle SSL_new(SslContext context);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(nint ssl);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_bio(SslHandle ssl, nint read, nint write);

    [LibraryImport(Ssl, SetLastError = true)]
    public static partial int SSL_connect(SslHandle ssl);

    [LibraryImport(Ssl, SetLastError = true)]
    public static partial int SSL_read(SslHandle ssl, byte* buffer, int count);

    [LibraryImport(Ssl, SetLastError = true)]
    public static partial int SSL_write(SslHandle ssl, byte* buffer, int count);

    [LibraryImport(Ssl)]
    public static partial SslOutcome SSL_get_error(SslHandle ssl, int result);

    [LibraryImport(Ssl)]
    public static partial int SSL_pending(SslHandle ssl);

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(Ssl)]
    private static partial nint SSL_CTX_ctrl(SslContext context, int command, nint number, nint argument);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint SSL_ctrl(SslHandle ssl, int command, nint number, string text);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SSL_set1_host(SslHandle ssl, string name);

    [LibraryImport(Ssl)]
    private static partial nint SSL_get0_param(SslHandle ssl);

    [LibraryImport(Ssl)]
    private static partial nint SSL_get_verify_result(SslHandle ssl);

    [LibraryImport(Crypto, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int X509_VERIFY_PARAM_set1_ip_asc(nint parameters, string address);

    [LibraryImport(Crypto)]
    private static partial byte* X509_verify_cert_error_string(nint result);

    [LibraryImport(Crypto)]
    private static partial nint BIO_f_buffer();

    [LibraryImport(Crypto)]
    private static partial nint BIO_new(nint method);

    [LibraryImport(Crypto)]
    private static partial nint BIO_new_socket(int socket, int close);

    [LibraryImport(Crypto)]
    private static partial int BIO_socket_nbio(int socket, int on);

    [LibraryImport(Crypto)]
    private static partial nint BIO_push(nint first, nint next);

    [LibraryImport(Crypto, SetLastError = true)]
    private static partial nint BIO_ctrl(nint way, int command, nint number, void* argument);

    [LibraryImport(Crypto)]
    private static partial int BIO_test_flags(nint way, int flags);

    [LibraryImport(Crypto)]
    private static partial ulong ERR_peek_last_error();

    [LibraryImport(Crypto)]
    private static partial byte* ERR_reason_error_string(ulong error);
}
