using System.Reflection;

namespace Rerun.Architecture;

/// <summary>The assemblies of the source projects that others compile against.</summary>
internal static class SourceProjects
{
    public static readonly string[] Names =
        ["Rerun.Arrow", "Rerun.Catalog", "Rerun.Catalog.Embedded", "Rerun.Query", "Rerun.Data", "Rerun.Data.Linq", "Rerun.Server"];

    public static Assembly Load(string project) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));
}
