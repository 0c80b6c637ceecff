using System.Collections.Concurrent;
using Rerun.Data.ConnectionStrings;

namespace Rerun.Data.DataSources;

/// <summary>The data sources behind connections that were made from a connection string: one for each distinct string.</summary>
internal static class SharedDataSources
{
    // A data source costs nothing until a connection opens; what it then holds is released when it is idle or cleared.
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<string, RerunDataSource> Sources = new(StringComparer.Ordinal);
    private static readonly Timer Sweeper = new(static _ => Sweep(), null, IdleLimit, IdleLimit);

    public static RerunDataSource Of(ConnectionSettings settings)
    {
        GC.KeepAlive(Sweeper);
        var source = Sources.GetOrAdd(KeyOf(settings), static (_, settings) => new RerunDataSource(settings, isShared: true), settings);
        source.Use();
        return source;
    }

    public static RerunDataSource? Find(ConnectionSettings settings) => Sources.GetValueOrDefault(KeyOf(settings));

    public static void ClearAll()
    {
        foreach (var source in Sources.Values)
        {
            source.Clear();
        }
    }

    // A relative path means another place when the current folder is another.
    private static string KeyOf(ConnectionSettings settings) =>
        settings.DataSource == DataSourceLocation.InMemory || DataSourceLocation.IsRemote(settings.DataSource) || Path.IsPathFullyQualified(settings.DataSource)
            ? settings.ConnectionString
            : $"{settings.ConnectionString}\n{Environment.CurrentDirectory}";

    private static void Sweep()
    {
        Sweep(IdleLimit);
    }

    /// <summary>Releases what has been idle for a time, and forgets sources that hold nothing: their strings may hold tokens that changed long ago.</summary>
    internal static void Sweep(TimeSpan idleLimit)
    {
        foreach (var (key, source) in Sources)
        {
            source.ClearIfIdle(idleLimit);
            if (!source.IsOpen && source.UnusedFor >= IdleLimit)
            {
                Sources.TryRemove(KeyValuePair.Create(key, source));
            }
        }
    }
}
