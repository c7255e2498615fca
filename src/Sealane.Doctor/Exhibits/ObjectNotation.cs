using System.Text;

namespace Sealane.Doctor.Exhibits;

/// <summary>
/// An object as a program printed it: JSON, Node's inspection, Python's repr of a dictionary. Reads what it can and stops, without a
/// complaint, at what is none of these or is cut off.
/// </summary>
internal sealed class ObjectNotation
{
    private const int Deepest = 16;

    // What is longer is no head and no error, and is not read to its end.
    private const int Longest = 256 * 1024;

    private readonly string _text;
    private int _at;

    private ObjectNotation(string text, int at) => (_text, _at) = (text, at);

    /// <summary>The members of the object that begins at a brace; those of objects within follow under <c>outer.inner</c>. Values that are no text or number are left out.</summary>
    /// <param name="text">The text that it stands in.</param>
    /// <param name="at">Where its opening brace is.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text, int at)
    {
        var members = new List<KeyValuePair<string, string>>();
        var reader = new ObjectNotation(text.Length - at > Longest ? text[at..(at + Longest)] : text, text.Length - at > Longest ? 0 : at);
        reader.Object(members, string.Empty, 0);
        return members;
    }

    /// <summary>The text of a literal that begins at a quotation mark: escapes undone, pieces that a plus joins put together.</summary>
    public static string Literal(string text, int at) => new ObjectNotation(text, at).Literal();

    // "{" *( key ":" value [","] ) "}"      a member that is none of these is skipped, with all that is in it
    private void Object(List<KeyValuePair<string, string>> members, string prefix, int depth)
    {
        _at++;
        while (true)
        {
            Blanks();
            if (_at >= _text.Length || _text[_at] == '}')
            {
                _at++;
                return;
            }

            var start = _at;
            var key = Quoted() ? Literal() : Word();
            Blanks();
            if (key.Length == 0 || _at >= _text.Length || _text[_at] != ':' || depth >= Deepest)
            {
                _at = start;
                Skip();
                _at += _at == start ? 1 : 0;
                continue;
            }

            _at++;
            Value(members, prefix + key, depth);
        }
    }

    private void Value(List<KeyValuePair<string, string>> members, string key, int depth)
    {
        Blanks();
        if (Quoted())
        {
            members.Add(new(key, Literal()));
            return;
        }

        if (_at < _text.Length && _text[_at] == '[')
        {
            List(members, key, depth + 1);
            return;
        }

        var word = Word();
        Blanks();
        if (_at < _text.Length && _text[_at] == '{')
        {
            Object(members, $"{key}.", depth + 1);
        }
        else if (word.Length == 0)
        {
            Skip();
        }
        else if (word is not ("undefined" or "null" or "None"))
        {
            members.Add(new(key, word));
        }
    }

    private void List(List<KeyValuePair<string, string>> members, string key, int depth)
    {
        _at++;
        while (true)
        {
            Blanks();
            if (_at >= _text.Length || _text[_at] == ']')
            {
                _at++;
                return;
            }

            var start = _at;
            if (depth < Deepest)
            {
                Value(members, key, depth);
            }

            if (_at == start || (_at < _text.Length && (_text[_at] is ':' or '(' or ')')))
            {
                Skip();
            }

            _at += _at == start ? 1 : 0;
        }
    }

    // To the next comma or closing brace of the same depth: "<Buffer 68 65>", "[Function: x]", "Symbol(y)".
    private void Skip()
    {
        for (var depth = 0; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (depth == 0 && (c is ',' or '}' or ']'))
            {
                return;
            }

            depth += c is '{' or '[' or '<' or '(' ? 1 : c is '}' or ']' or '>' or ')' ? -1 : 0;
            if (depth < 0)
            {
                depth = 0;
            }
        }
    }

    // A comma between members is a blank here: whether it is there says nothing.
    private void Blanks()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == ','))
        {
            _at++;
        }
    }

    private bool Quoted()
    {
        if (_at + 1 < _text.Length && _text[_at] == 'b' && (_text[_at + 1] is '\'' or '"'))
        {
            _at++;
        }

        return _at < _text.Length && _text[_at] is '\'' or '"' or '`';
    }

    private string Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$' or '-' or '.'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string Literal()
    {
        var output = new StringBuilder();
        while (true)
        {
            One(output);
            var end = _at;
            Blanks();
            if (_at >= _text.Length || _text[_at] != '+')
            {
                _at = end;
                return output.ToString();
            }

            _at++;
            Blanks();
            if (!Quoted())
            {
                _at = end;
                return output.ToString();
            }
        }
    }

    private void One(StringBuilder output)
    {
        var quote = _text[_at++];
        while (_at < _text.Length && _text[_at] != quote)
        {
            var c = _text[_at++];
            if (c != '\\' || _at >= _text.Length)
            {
                output.Append(c);
                continue;
            }

            c = _text[_at++];
            var digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
            if (digits > 0 && _at + digits <= _text.Length
                && int.TryParse(_text.AsSpan(_at, digits), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var code))
            {
                output.Append((char)code);
                _at += digits;
            }
            else
            {
                output.Append(c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c });
            }
        }

        _at++;
    }
}
