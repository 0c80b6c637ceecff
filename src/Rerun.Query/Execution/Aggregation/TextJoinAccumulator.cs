using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary><c>string_agg</c>: the texts of the group that are not null, with a separator between.</summary>
internal sealed class TextJoinAccumulator : CollectingAccumulator
{
    /// <inheritdoc/>
    protected override IArrowArray Finish(ColumnVector[] arguments, int[] rows, int[] ends)
    {
        var count = ends.Length - 1;
        if (arguments.Length == 0)
        {
            return ArrayTaking.Nulls(SqlTypes.Text, count);
        }

        var texts = new TextView(arguments[0]);
        var separators = arguments.Length > 1 ? new TextView(arguments[1]) : default;
        var builder = new TextBuilder(count);
        for (var group = 0; group < count; group++)
        {
            var any = false;
            foreach (var row in rows.AsSpan(ends[group], ends[group + 1] - ends[group]))
            {
                if (arguments[0].IsNull(row))
                {
                    continue;
                }

                if (any && arguments.Length == 1)
                {
                    builder.Write(","u8);
                }
                else if (any && !arguments[1].IsNull(row))
                {
                    builder.Write(separators[row]);
                }

                builder.Write(texts[row]);
                any = true;
            }

            if (any)
            {
                builder.EndRow();
            }
            else
            {
                builder.AppendNull();
            }
        }

        return builder.Build(SqlTypes.Text);
    }
}
