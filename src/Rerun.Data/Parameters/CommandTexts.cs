using System.Data;
using System.Text;

namespace Rerun.Data.Parameters;

/// <summary>The SQL text of commands that are not text: procedures and tables.</summary>
internal static class CommandTexts
{
    public static string Of(CommandType type, string text, RerunParameterCollection parameters) => type switch
    {
        CommandType.StoredProcedure => Call(text, parameters),
        CommandType.TableDirect => $"SELECT * FROM {Quoted(text)}",
        _ => text,
    };

    private static string Call(string procedure, RerunParameterCollection parameters)
    {
        var call = new StringBuilder("CALL ").Append(Quoted(procedure)).Append('(');
        for (var i = 0; i < parameters.Count; i++)
        {
            var name = parameters[i].BareName;
            call.Append(i == 0 ? "" : ", ");
            if (name.Length == 0)
            {
                call.Append('$').Append(i + 1);
            }
            else
            {
                call.Append(Quoted(name)).Append(" => @").Append(name);
            }
        }

        return call.Append(')').ToString();
    }

    /// <summary>A name with each part quoted unless it is plain or quoted already, so that no text of a name becomes SQL.</summary>
    private static string Quoted(string name)
    {
        var parts = new List<string>();
        var rest = name.Trim();
        while (rest.Length > 0)
        {
            var end = EndOfPart(rest);
            var part = rest[..end].Trim();
            parts.Add(part is ['"', .., '"'] && part.Length > 1 || IsPlain(part) ? part : $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            rest = end < rest.Length ? rest[(end + 1)..] : "";
        }

        return string.Join('.', parts);
    }

    private static int EndOfPart(string text)
    {
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] == '.' && !isQuoted)
            {
                return i;
            }
        }

        return text.Length;
    }

    private static bool IsPlain(string part) =>
        part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(letter => char.IsLetterOrDigit(letter) || letter == '_');
}
