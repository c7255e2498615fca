using System.Text;

namespace Sealane.Cli.Batches;

/// <summary>Splits a line into words as a shell does: blanks, 'single' and "double" quotes, backslashes, and comments after a #.</summary>
internal static class ShellWords
{
    /// <summary>The words.</summary>
    /// <exception cref="FormatException">A quote is not closed, or a backslash ends the line.</exception>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case ' ' or '\t' or '\r':
                    End();
                    break;
                case '#' when word is null:
                    return words;
                case '\'':
                    var close = line.IndexOf('\'', i + 1);
                    if (close < 0)
                    {
                        throw new FormatException("A single quote is not closed.");
                    }

                    (word ??= new()).Append(line, i + 1, close - i - 1);
                    i = close;
                    break;
                case '"':
                    i = Quoted(line, i + 1, word ??= new());
                    break;
                case '\\':
                    i = i + 1 < line.Length ? i + 1 : throw new FormatException("A backslash ends the line.");
                    (word ??= new()).Append(line[i]);
                    break;
                default:
                    (word ??= new()).Append(line[i]);
                    break;
            }
        }

        End();
        return words;

        void End()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }

    // In double quotes a backslash stands before what would end or change them (POSIX, Shell Command Language, 2.2.3).
    private static int Quoted(string line, int start, StringBuilder word)
    {
        for (var i = start; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                return i;
            }

            if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '"' or '\\' or '$' or '`')
            {
                i++;
            }

            word.Append(line[i]);
        }

        throw new FormatException("A double quote is not closed.");
    }
}
