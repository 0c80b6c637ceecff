using System.Globalization;
using Rerun.Query;
using Rerun.Query.Sql.Printing;

namespace Rerun.Data.Linq.Parsing;

/// <summary>SQL that gives the rows of a source.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Parameters">The values of its parameters.</param>
internal sealed record RelationText(string Sql, QueryParameters Parameters)
{
    /// <summary>The name of one of its parameters in a plan that reads other sources too.</summary>
    /// <param name="source">The number of the source among those of the query.</param>
    /// <param name="parameter">Its own name.</param>
    public static string NameOf(int source, string parameter) => string.Create(CultureInfo.InvariantCulture, $"s{source}.{parameter}");

    /// <summary>All rows of a relation.</summary>
    /// <param name="name">The parts of its name.</param>
    public static RelationText All(params string[] name)
    {
        Array.ForEach(name, part => ArgumentException.ThrowIfNullOrEmpty(part, nameof(name)));
        return new RelationText($"SELECT * FROM {string.Join('.', name.Select(SqlPrinter.Identifier))}", QueryParameters.None);
    }

    /// <summary>A query whose arguments become parameters.</summary>
    public static RelationText Of(FormattableString sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        object?[] arguments = sql.GetArguments();
        string[] names = [.. arguments.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"argument{i}"))];
        return new RelationText(
            string.Format(CultureInfo.InvariantCulture, sql.Format, [.. names.Select(name => $"@{name}")]),
            new QueryParameters(arguments.Select((argument, i) => new QueryParameter(names[i], argument))));
    }
}
