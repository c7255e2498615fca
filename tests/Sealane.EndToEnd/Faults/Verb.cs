namespace Sealane.EndToEnd.Faults;

/// <summary>A way to move one object.</summary>
public enum Verb
{
    UploadFile,
    UploadStream,
    WriteStream,
    DownloadFile,
    DownloadStream,
    ReadStream,
    OpenRead,
}
