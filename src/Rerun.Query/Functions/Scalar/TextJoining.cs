using Rerun.Arrow.Types;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Joins any values as text.</summary>
internal static class TextJoining
{
    /// <summary>A text beside a value that is no text, which is cast.</summary>
    public static ScalarOverload AnyWithText() => ScalarOverload.Generic("(VARCHAR, ANY)", arguments =>
        arguments.Count == 2 && (SqlTypes.IsText(arguments[0].Type) || SqlTypes.IsText(arguments[1].Type)) && !arguments.Any(a => SqlTypes.IsList(a.Type))
            ? new ScalarMatch(100, [arguments[0].Type, arguments[1].Type], SqlTypes.Text, (vectors, length, _) => Join(vectors, 0, default, length, skipNulls: false))
            : null);

    /// <summary><c>concat</c></summary>
    public static ScalarOverload Concat() => ScalarOverload.Generic("(ANY, …)", arguments => arguments.Count == 0 ? null : new ScalarMatch(
        0, [.. arguments.Select(a => a.Type)], SqlTypes.Text, (vectors, length, _) => Join(vectors, 0, default, length, skipNulls: true)));

    /// <summary><c>concat_ws</c></summary>
    public static ScalarOverload ConcatWithSeparator() => ScalarOverload.Generic("(VARCHAR, ANY, …)", arguments =>
        arguments.Count < 2 || ImplicitCasts.Cost(arguments[0], SqlTypes.Text) < 0
            ? null
            : new ScalarMatch(
                0, [SqlTypes.Text, .. arguments.Skip(1).Select(a => a.Type)], SqlTypes.Text,
                (vectors, length, _) => vectors[0].IsConstantNull ? Constants.Null(SqlTypes.Text, length) : Join(vectors, 1, vectors[0], length, skipNulls: true)));

    private static ColumnVector Join(ReadOnlySpan<ColumnVector> vectors, int first, ColumnVector? separator, int length, bool skipNulls)
    {
        var texts = new ColumnVector[vectors.Length - first];
        for (var i = 0; i < texts.Length; i++)
        {
            var vector = vectors[first + i];
            texts[i] = vector.WithValues(Cast.Between(vector.Type, SqlTypes.Text)!.Convert(vector.Values, isTry: false));
        }

        var separators = separator is null ? default : new TextView(separator);
        var builder = new TextBuilder(length);
        for (var row = 0; row < length; row++)
        {
            var any = false;
            var isNull = separator is not null && separator.IsNull(row);
            foreach (var text in texts)
            {
                if (text.IsNull(row))
                {
                    isNull |= !skipNulls;
                    continue;
                }

                if (any && separator is not null && !isNull)
                {
                    builder.Write(separators[row]);
                }

                builder.Write(new TextView(text)[row]);
                any = true;
            }

            if (isNull)
            {
                builder.EndAsNull();
            }
            else
            {
                builder.EndRow();
            }
        }

        return ColumnVector.Flat(builder.Build(SqlTypes.Text));
    }
}
