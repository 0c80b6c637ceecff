using System.Text;

namespace Rerun.Query.Functions;

/// <summary>Writes the reference of all functions from their declarations, as Markdown.</summary>
internal static class FunctionReference
{
    /// <summary>The reference: a chapter for each family, a row for each function.</summary>
    public static string Write(FunctionRegistry registry)
    {
        var text = new StringBuilder();
        foreach (var family in registry.All.GroupBy(f => f.Family).OrderBy(g => g.Key))
        {
            text.Append("### ").Append(TitleOf(family.Key)).Append("\n\n| function | meaning | example |\n|---|---|---|\n");
            foreach (var function in family)
            {
                text.Append("| ").Append(NameOf(function)).Append(" | ").Append(Cell(function.Summary));
                if (function.Aliases.Count > 0)
                {
                    text.Append(" Also: ").AppendJoin(", ", function.Aliases.Select(a => $"`{Cell(a)}`")).Append('.');
                }

                text.Append(" | ").AppendJoin("<br>", function.Examples.Select(e => $"`{Cell(e.Expression)}` → `{Cell(e.Result)}`")).Append(" |\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string NameOf(FunctionDefinition function) =>
        char.IsAsciiLetter(function.Name[0]) && !function.Name.Contains(' ') ? $"`{function.Name}{Cell(function.Arguments)}`" : $"`{Cell(function.Name)}`";

    // A bar would end the cell.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string TitleOf(FunctionFamily family) => family switch
    {
        FunctionFamily.Comparison => "Comparisons and logic",
        FunctionFamily.Arithmetic => "Arithmetic and rounding",
        FunctionFamily.Mathematics => "Mathematics",
        FunctionFamily.Text => "Text",
        FunctionFamily.Conditional => "Choice among values",
        FunctionFamily.Conversion => "Types",
        FunctionFamily.Time => "Times",
        FunctionFamily.List => "Lists and structs",
        FunctionFamily.Vector => "Vectors",
        FunctionFamily.Aggregate => "Aggregates",
        _ => "Window functions",
    };
}
