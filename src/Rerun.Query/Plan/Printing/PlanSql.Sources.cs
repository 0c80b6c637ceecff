using System.Globalization;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Plan.Printing;

/// <content>Rows that are counted, chosen by chance, or follow from each other.</content>
internal sealed partial class PlanSql
{
    private readonly Dictionary<WorkingTable, string> _recursive = [];
    private readonly Dictionary<CommonQuery, string> _common = [];
    private readonly List<string> _definitions = [];

    private SelectBlock WriteSeries(Series series)
    {
        SelectBlock none = Block("", []);
        string alias = NewAlias();
        string[] names = Names(series.Fields);
        return Block(
            $"{(series.HasStop ? "generate_series" : "range")}({none.Text(series.Start)}, {none.Text(series.Stop)}, {none.Text(series.Step)}) AS {alias}({names[0]})",
            [$"{alias}.{names[0]}"],
            true);
    }

    // Stands at the beginning of the whole text, behind those that it reads.
    private SelectBlock WriteCommon(CommonScan scan)
    {
        string[] columns = Names(scan.Fields);
        if (!_common.TryGetValue(scan.Query, out string? name))
        {
            string alias = NewAlias();
            name = SqlPrinter.Identifier($"rows of {alias}");
            string rows = Render(scan.Query.Plan, columns);
            _common.Add(scan.Query, name);
            _definitions.Add($"{name}({string.Join(", ", columns)}) AS MATERIALIZED ({rows})");
        }

        return Block(name, columns);
    }

    // Without a seed the choice is another one each time, here as there.
    private SelectBlock WriteSample(Sample sample)
    {
        SelectBlock rows = Source(sample.Input, out string text);
        string size = sample.Size.ToString("0.#################", CultureInfo.InvariantCulture);
        string seed = sample.Seed is { } value ? string.Create(CultureInfo.InvariantCulture, $" REPEATABLE ({value})") : "";
        return Block($"{text} TABLESAMPLE {(sample.IsPercent ? "bernoulli" : "reservoir")} ({size} {(sample.IsPercent ? "PERCENT" : "ROWS")}){seed}", rows.Columns, true);
    }

    // The name of the query itself may be that of a relation that its step reads.
    private SelectBlock WriteRecursive(RecursiveUnion recursive)
    {
        string alias = NewAlias();
        string name = SqlPrinter.Identifier($"rows of {alias}");
        string[] columns = Names(recursive.Fields);
        _recursive[recursive.Table] = name;
        string list = string.Join(", ", columns);
        string text = $"WITH RECURSIVE {name}({list}) AS (({Render(recursive.Anchor, columns)})\nUNION{(recursive.All ? " ALL" : "")}\n({Render(recursive.Step, columns)}))";
        return Block($"({text}\nSELECT {list} FROM {name}) AS {alias}", [.. columns.Select(column => $"{alias}.{column}")], true);
    }
}
