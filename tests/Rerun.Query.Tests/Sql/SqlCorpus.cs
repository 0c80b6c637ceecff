namespace Rerun.Query.Tests.Sql;

/// <summary>SQL that must parse: together every production of the grammar.</summary>
internal static partial class SqlCorpus
{
    public static string[] All => [.. Expressions.Select(expression => "SELECT " + expression), .. Queries, .. Statements];

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
