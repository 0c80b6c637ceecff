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
        new("dataset", "The dataset whose timelines are named without it.", session => session.CurrentDataset ?? "", (session, value) => session.CurrentDataset = value is { Length: > 0 } ? value : null),
        new("datestyle", "How dates are written.", _ => "ISO"),
        new("standard_conforming_strings", "Whether a backslash in quotes is a backslash.", _ => "on"),
        new("timezone", "The zone of timestamps.", _ => "UTC"),
    ];

    /// <summary>The setting of a name, or null. The search path of other databases is the dataset here.</summary>
    public static SessionOption? Find(string name)
    {
        string known = name.ToLowerInvariant() switch
        {
            "search_path" or "schema" => "dataset",
            "time zone" => "timezone",
            var other => other,
        };
        return All.FirstOrDefault(option => option.Name == known);
    }
}
