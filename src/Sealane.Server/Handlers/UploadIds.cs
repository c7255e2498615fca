using System.Globalization;
using System.Security.Cryptography;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Ids of multipart uploads: the time first, so that they sort by age, then enough chance that nobody guesses one.</summary>
// 12 hex digits of milliseconds, 40 of chance
internal static class UploadIds
{
    private const int TimeLength = 12;
    private const int ChanceLength = 40;

    public static string New(DateTimeOffset now) =>
        now.ToUnixTimeMilliseconds().ToString($"x{TimeLength}", CultureInfo.InvariantCulture)
        + RandomNumberGenerator.GetHexString(ChanceLength, lowercase: true);

    /// <summary>Whether it has the form of an id from here.</summary>
    public static bool IsWellFormed(string id) => id.Length == TimeLength + ChanceLength && id.All(char.IsAsciiHexDigitLower);

    /// <summary>The unfinished upload of an id.</summary>
    /// <exception cref="RefusedException">There is none for this key.</exception>
    public static async Task<UploadEntry> RequireAsync(Call call, string bucket, string key, string id) =>
        await call.Store.FindUploadAsync(bucket, key, id, call.Aborted).ConfigureAwait(false) ?? throw Unknown(id);

    /// <summary>The refusal of an id that is not known, or not any more.</summary>
    public static RefusedException Unknown(string id) => new(new Refusal(ObjectErrors.NoSuchUpload).With("UploadId", id));
}
