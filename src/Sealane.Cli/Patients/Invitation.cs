using System.Globalization;
using System.Text;
using Sealane.Lab;
using Sealane.Lab.Programs;

namespace Sealane.Cli.Patients;

/// <summary>What somebody has to set who starts a program for the doctor himself: lines for a shell.</summary>
internal static class Invitation
{
    public static string Write(S3Lab lab, Uri? console)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# The doctor listens on {lab.Front}. Paste this into the shell that starts the program; nothing leaves this machine.\n");
        foreach (var row in ProgramEnvironment.Cleared.Where(row => !row.Name.EndsWith('*')).Chunk(8))
        {
            text.Append("unset ").AppendJoin(' ', row.Select(each => each.Name)).Append('\n');
        }

        foreach (var row in lab.Environment.Set)
        {
            text.Append(CultureInfo.InvariantCulture, $"export {row.Name}={Quote(row)}  # {row.Why}\n");
        }

        text.Append("# A program that asks no proxy but takes an endpoint (AWS SDKs for Ruby, Rust and C++):\n");
        foreach (var row in lab.Environment.AtEndpoint().Set.Except(lab.Environment.Set))
        {
            text.Append(CultureInfo.InvariantCulture, $"#   export {row.Name}={Quote(row)}\n");
        }

        if (console is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"# Requests as they come: {console}\n");
        }

        return text.Append("# Ctrl+C ends it with the report.\n").ToString();
    }

    // A list keeps what the shell has in it already.
    private static string Quote(VariableRow row) => row.JoinedBy is { } joint
        ? $"\"${{{row.Name}:+${row.Name}{joint}}}{row.Value}\""
        : row.Value!.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or ':' or '.' or '-' or '_') ? row.Value! : $"'{row.Value}'";
}
