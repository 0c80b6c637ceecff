using System.Diagnostics.CodeAnalysis;
using Rerun.Data.Linq.Execution;

namespace Rerun.Data.Linq;

/// <summary>Starts LINQ queries.</summary>
[RequiresUnreferencedCode(LinqNeeds.Reflection)]
[RequiresDynamicCode(LinqNeeds.Compilation)]
public static class RerunDatasetExtensions
{
    /// <summary>A dataset of a connection. The connection is opened by the first query if it is closed.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="name">The dataset's exact name; that it exists is seen when a query runs.</param>
    public static RerunDatasetSource Dataset(this RerunConnection connection, string name)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(name);
        return new RerunDatasetSource(new RerunQueryProvider(new QueryHost(connection)), name);
    }

    /// <summary>A dataset of a data source; each query rents a connection of its own, so that several may run at once.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="name">The dataset's exact name; that it exists is seen when a query runs.</param>
    public static RerunDatasetSource Dataset(this RerunDataSource dataSource, string name)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(name);
        return new RerunDatasetSource(new RerunQueryProvider(new QueryHost(dataSource)), name);
    }
}
