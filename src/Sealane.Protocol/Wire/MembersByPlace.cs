using System.Text;

namespace Sealane.Protocol.Wire;

/// <summary>The lines of a shape table by their place.</summary>
/// <remarks>
/// They are kept as <see cref="IMember"/> and cast where they are used, though each place has a type of its own: an array or a list of those is a
/// dozen more types for each of 70 records (enumerators, comparers, sorters), and a NativeAOT program sets up the statics of all types before it begins.
/// </remarks>
internal static class MembersByPlace
{
    public static IMember[] At(this IEnumerable<IMember> members, MemberPlace place) => [.. members.Where(member => member.Place == place)];

    public static IMember? OneAt(this IEnumerable<IMember> members, MemberPlace place) => members.SingleOrDefault(member => member.Place == place);

    public static byte[][] WireNames(this IMember[] members) => Array.ConvertAll(members, member => Encoding.UTF8.GetBytes(member.WireName));
}
