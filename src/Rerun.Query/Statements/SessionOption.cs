using Rerun.Catalog;
using Rerun.Query.Binding;

namespace Rerun.Query.Statements;

/// <summary>A setting that SET, RESET and SHOW know.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Description">What it is.</param>
/// <param name="Read">Its value.</param>
/// <param name="Write">Sets it, null for its default; null for a setting that has one value only.</param>
internal sealed record SessionOption(string Name, string Description, Func<QuerySession, string> Read, Action<QuerySession, string?>? Write = null)
{
    /// <summary>All settings. Those that cannot be changed say how this dialect is; setting them to what they are is allowed, as programs do.</summary>
    public static IReadOnlyList<SessionOption> All { get; } =
    [
        new("application_name", "What the program calls itself.", session => session.ApplicationName, (session, value) => session.ApplicationName = value ?? ""),
        new("client_encoding", "How texts are encoded.", _ => "UTF8"),
        new("dataset", "The dataset whose timelines are named without it.", session => session.CurrentDataset ?? "", (session, value) => session.CurrentDataset = value is null ? session.OwnDataset : value.Length > 0 ? value : null),
        new("datestyle", "How dates are written.", _ => "ISO"),
        new("default_null_order", "Where nulls come in ORDER BY that does not say.", session => NameOf(session.NullOrder), (session, value) => session.NullOrder = NullOrderOf(value)),
        new("integer_division", "Whether / of integers cuts off.", _ => "on"),
        new("scalar_subquery_error_on_multiple_rows", "Whether a sub-query as a value may have one row only.", _ => "on"),
        new("standard_conforming_strings", "Whether a backslash in quotes is a backslash.", _ => "on"),
        new("timezone", "The zone of timestamps.", _ => "UTC"),
    ];

    /// <summary>The setting of a name, or null. The search path of other databases is the dataset here.</summary>
    public static SessionOption? Find(string name)
    {
        string known = name.ToLowerInvariant() switch
        {
            "search_path" or "schema" => "dataset",
            "null_order" => "default_null_order",
            "time zone" => "timezone",
            var other => other,
        };
        return All.FirstOrDefault(option => option.Name == known);
    }

    private static string NameOf(DefaultNullOrder order) => order switch
    {
        DefaultNullOrder.First => "nulls_first",
        DefaultNullOrder.Last => "nulls_last",
        DefaultNullOrder.Least => "nulls_first_on_asc_last_on_desc",
        _ => "nulls_last_on_asc_first_on_desc",
    };

    private static DefaultNullOrder NullOrderOf(string? value) => value?.ToLowerInvariant().Replace(' ', '_') switch
    {
        "nulls_first" or "first" => DefaultNullOrder.First,
        "nulls_last" or "last" => DefaultNullOrder.Last,
        "nulls_first_on_asc_last_on_desc" or "sqlite" or "mysql" => DefaultNullOrder.Least,
        null or "nulls_last_on_asc_first_on_desc" or "postgres" => DefaultNullOrder.Greatest,
        _ => throw new RerunException(
            $"default_null_order is nulls_first, nulls_last, nulls_first_on_asc_last_on_desc or nulls_last_on_asc_first_on_desc, not {value}.", RerunErrorCode.InvalidArgument),
    };
}
