using System.Runtime.CompilerServices;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Reads lists from text: <c>{1,NULL,"a b"}</c> as PostgreSQL writes them, or <c>[1, NULL, 'a b']</c> as this program does.</summary>
internal static class ListText
{
    /// <summary>The conversion from text to a list, or null if its elements cannot be read.</summary>
    public static ArrayConversion? Find(IArrowType to)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var element = SqlTypes.ElementOf(to);
        if (element is NullType || (Cast.Between(SqlTypes.Text, element) is null && !SqlTypes.Same(SqlTypes.Text, element)))
        {
            return null;
        }

        var ofTexts = SqlTypes.ListOf(SqlTypes.Text);
        var toList = SqlTypes.Same(ofTexts, to) ? null : Cast.Between(ofTexts, to);
        return toList is null && !SqlTypes.Same(ofTexts, to) ? null
            : (array, isTry) => Read((StringArray)array, to, isTry) is var lists && toList is null ? lists : toList!.Convert(lists, isTry);
    }

    private static IArrowArray Read(StringArray array, IArrowType to, bool isTry)
    {
        var offsets = new int[array.Length + 1];
        var bits = NewArrays.Bitmap(array.Length);
        var elements = new List<string?>();
        for (var row = 0; row < array.Length; row++)
        {
            if (array.IsValid(row))
            {
                var isList = TryRead(array.GetString(row)!, elements);
                if (!isList && !isTry)
                {
                    throw Cast.Failure(array, row, to, "a list is written {1,2} or [1, 2]");
                }

                BitUtility.SetBit(bits, row, isList);
            }

            offsets[row + 1] = elements.Count;
        }

        var texts = new TextBuilder(elements.Count);
        foreach (var element in elements)
        {
            if (element is null)
            {
                texts.AppendNull();
            }
            else
            {
                texts.Append(element);
            }
        }

        return NewArrays.List(SqlTypes.ListOf(SqlTypes.Text), offsets, texts.Build(SqlTypes.Text), Validity.FromBits(bits, array.Length));
    }

    // Elements that are lists themselves stay text here: the conversion of the elements reads them.
    private static bool TryRead(string text, List<string?> elements)
    {
        var before = elements.Count;
        text = text.Trim();
        if (text.Length < 2 || (text[0], text[^1]) is not (('{', '}') or ('[', ']')))
        {
            return false;
        }

        var at = 1;
        var end = text.Length - 1;
        SkipBlanks(text, ref at);
        if (at == end)
        {
            return true;
        }

        while (TryReadElement(text, end, ref at, out var element))
        {
            elements.Add(element);
            SkipBlanks(text, ref at);
            if (at == end)
            {
                return true;
            }

            if (text[at++] != ',')
            {
                break;
            }

            SkipBlanks(text, ref at);
        }

        elements.RemoveRange(before, elements.Count - before);
        return false;
    }

    private static bool TryReadElement(string text, int end, ref int at, out string? element)
    {
        element = null;
        if (at >= end)
        {
            return false;
        }

        var start = at;
        if (text[at] is '{' or '[')
        {
            if (!TrySkipList(text, end, ref at))
            {
                return false;
            }

            element = text[start..at];
            return true;
        }

        if (text[at] is '"' or '\'')
        {
            return TryReadQuoted(text, end, ref at, out element);
        }

        while (at < end && text[at] is not (',' or '{' or '}' or '[' or ']' or '"'))
        {
            at++;
        }

        var plain = text[start..at].TrimEnd();
        element = plain.Equals("null", StringComparison.OrdinalIgnoreCase) ? null : plain;
        return plain.Length > 0;
    }

    private static bool TryReadQuoted(string text, int end, ref int at, out string? element)
    {
        var quote = text[at++];
        var content = new StringBuilder();
        element = null;
        for (; at < end; at++)
        {
            if (text[at] == quote)
            {
                at++;
                if (quote == '\'' && at < end && text[at] == quote)
                {
                    content.Append(quote);
                    continue;
                }

                element = content.ToString();
                return true;
            }

            at += text[at] == '\\' && at + 1 < end ? 1 : 0;
            content.Append(text[at]);
        }

        return false;
    }

    private static bool TrySkipList(string text, int end, ref int at)
    {
        var depth = 0;
        for (; at < end; at++)
        {
            switch (text[at])
            {
                case '"' or '\'':
                    if (!TryReadQuoted(text, end, ref at, out _))
                    {
                        return false;
                    }

                    at--;
                    break;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    if (--depth == 0)
                    {
                        at++;
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
