using System.Diagnostics;

namespace Rerun.Data;

/// <summary>A program's say in the traces of a data source. Each callback gets the SQL text as it was written; of a batch its first.</summary>
public sealed class RerunTracingOptions
{
    /// <summary>Which executions are traced, or null for all; for example without health probes.</summary>
    public Func<string, bool>? Filter { get; set; }

    /// <summary>Adds to a span when it starts, or null.</summary>
    public Action<Activity, string>? Enrich { get; set; }

    /// <summary>Names a span; null, or a callback that gives null, for the name made of the operation and what it reads.</summary>
    public Func<string, string?>? SpanName { get; set; }

    /// <summary>Whether <c>db.query.text</c> is the text as written, with its literals; otherwise they are masked. Default: false.</summary>
    public bool ShowLiterals { get; set; }
}
