using System.Globalization;
using CsCheck;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

/// <summary>Spellings of every type of value, as S3 writes them.</summary>
internal static class Texts
{
    /// <summary>Text with all that breaks careless writers: markup, blanks at the ends, controls, line ends, and what is not ASCII.</summary>
    public static readonly Gen<string> Any = Gen.OneOf(
        Gen.String[Gen.Char["abz09-._~/ +%&<>'\"=?#;:\t\r\n]\u0001\u001f\ufffe"], 0, 12],
        Gen.OneOf("ä", "€", "日本", "😀", "e\u0301", "a").Array[1, 4].Select(string.Concat));

    /// <summary>Text that can stand in a header.</summary>
    private static readonly Gen<string> InHeader = Gen.OneOf(
        Gen.String[Gen.Char["abz09-._~/ +%&<>'\"=?#;:\t,"], 0, 12],
        Gen.OneOf("ä", "€", "日本", "😀", "é", "a").Array[1, 4].Select(string.Concat));

    private static readonly Gen<DateTimeOffset> Time = Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<string> Token = Gen.OneOf("ETag", "Checksum", "RestoreStatus", "SomethingNew");

    public static Gen<KeyValuePair<string, string>[]> Metadata => Gen.Select(
        Gen.OneOf("a", "b-c", "0_.", "größe", "x-amz-meta-"), InHeader, (name, value) => KeyValuePair.Create("x-amz-meta-" + name, value))
        .Array[0, 4].Select(pairs => pairs.DistinctBy(pair => pair.Key).ToArray());

    public static Gen<string> Of(IMember member, bool inHeader) => member.Type switch
    {
        WireType.Text or WireType.Secret => inHeader ? InHeader : Any,
        WireType.Integer => Gen.Int.Select(value => value.ToString(CultureInfo.InvariantCulture)),
        WireType.Long => Gen.Long.Select(value => value.ToString(CultureInfo.InvariantCulture)),
        WireType.Boolean => Gen.OneOf("true", "false"),
        WireType.HttpDate => Time.Select(time => time.ToString("R", CultureInfo.InvariantCulture)),
        WireType.Iso8601 => Time.Select(time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        WireType.List => Token.Array[1, 3].Select(tokens => string.Join(',', tokens)),
        _ => throw new InvalidOperationException(member.Name),
    };
}
