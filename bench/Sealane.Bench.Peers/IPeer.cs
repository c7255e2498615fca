namespace Sealane.Bench.Peers;

/// <summary>A library that moves objects, told to do so as its documentation tells a user to.</summary>
internal interface IPeer : IDisposable
{
    Task PutFileAsync(string path, string key);

    Task GetFileAsync(string key, string path);

    Task PutAsync(byte[] bytes, string key);

    /// <summary>Reads an object into memory that is there already, and returns its length.</summary>
    Task<int> GetAsync(string key, byte[] into);

    string Presign(string key);
}
