using Rerun.Arrow;
using Rerun.Catalog.Dataframes;
using Rerun.Data.Linq.Execution;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq;

/// <summary>A dataset that is about to be queried. The options decide which rows there are; each gives a new source. Immutable.</summary>
public sealed class RerunDatasetSource
{
    private const long NanosecondsPerTick = 100;

    internal RerunDatasetSource(RerunQueryProvider provider, string name, DataframeQuery? view = null)
    {
        Provider = provider;
        Name = name;
        View = view ?? new DataframeQuery { Index = null, Contents = ViewContents.All };
    }

    /// <summary>The dataset's name.</summary>
    public string Name { get; }

    internal RerunQueryProvider Provider { get; }

    internal DataframeQuery View { get; }

    internal string Key => string.Join(
        '|',
        FormattableString.Invariant($"{Name.Length}'{Name}"),
        View.Contents,
        View.FillLatestAt,
        View.Range,
        View.PartitionIds is { } ids ? string.Join(',', ids.Select(id => FormattableString.Invariant($"{id.Length}'{id}"))) : "*",
        View.UsingIndexValues is { } values ? string.Join(',', values) : "*");

    /// <summary>Only these partitions.</summary>
    /// <param name="partitionIds">Their ids; unknown ones are ignored.</param>
    public RerunDatasetSource Partitions(params IEnumerable<string> partitionIds)
    {
        ArgumentNullException.ThrowIfNull(partitionIds);
        return With(View with { PartitionIds = [.. partitionIds] });
    }

    /// <summary>Only rows whose index value lies between two instants, both included.</summary>
    /// <param name="from">The first instant; a time without kind is UTC.</param>
    /// <param name="to">The last instant.</param>
    public RerunDatasetSource Between(DateTime from, DateTime to) => Side(from) > 0 || Side(to) < 0
        ? Between(long.MaxValue, long.MinValue + 1)
        : Between(Nanoseconds(from), Nanoseconds(to));

    /// <summary>Only rows whose index value lies between two instants, both included.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The last instant.</param>
    public RerunDatasetSource Between(Timestamp64 from, Timestamp64 to) => Between(from.Nanoseconds, to.Nanoseconds);

    /// <summary>Only rows whose index value lies between two values, both included.</summary>
    /// <param name="from">The first: nanoseconds for times, the number for a sequence.</param>
    /// <param name="to">The last.</param>
    public RerunDatasetSource Between(long from, long to) => With(View with { Range = new IndexRange(from, to) });

    /// <summary>Only these contents; rows are where they have data.</summary>
    /// <param name="filter">An entity path filter, such as <c>/camera/**</c>.</param>
    /// <exception cref="Rerun.Catalog.RerunException">The filter is malformed.</exception>
    public RerunDatasetSource Contents(string filter) => With(View with { Contents = ViewContents.Parse(filter) });

    /// <summary>Null cells get the last value before them within the partition.</summary>
    public RerunDatasetSource FillLatestAt() => With(View with { FillLatestAt = true });

    /// <summary>Rows at exactly these index values in each partition, whether there is data or not.</summary>
    /// <param name="values">Nanoseconds for times, numbers for a sequence.</param>
    public RerunDatasetSource AtIndexValues(params IEnumerable<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return With(View with { UsingIndexValues = [.. values] });
    }

    /// <summary>Rows at exactly these instants in each partition, whether there is data or not.</summary>
    /// <param name="values">The instants.</param>
    public RerunDatasetSource AtIndexValues(params IEnumerable<Timestamp64> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return AtIndexValues(values.Select(value => value.Nanoseconds));
    }

    /// <summary>Rows at exactly these instants in each partition, whether there is data or not.</summary>
    /// <param name="values">The instants; a time without kind is UTC.</param>
    /// <exception cref="ArgumentOutOfRangeException">An instant lies before 1677 or after 2262, where an index has no values.</exception>
    public RerunDatasetSource AtIndexValues(params IEnumerable<DateTime> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return AtIndexValues(values.Select(value => Side(value) == 0 ? Nanoseconds(value) : throw new ArgumentOutOfRangeException(
            nameof(values), value, "An index has values from 1677 to 2262 only.")));
    }

    /// <summary>The rows on an index, with columns by name.</summary>
    /// <param name="name">The index (timeline).</param>
    public RerunQueryable<RerunRow> Index(string name) => Index<RerunRow>(name);

    /// <summary>The rows on an index as objects.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    /// <param name="name">The index (timeline).</param>
    public RerunQueryable<T> Index<T>(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new DatasetRows<T>(this, name);
    }

    /// <summary>The static data: a row for each partition, with columns by name.</summary>
    public RerunQueryable<RerunRow> Static() => Static<RerunRow>();

    /// <summary>The static data as objects, one for each partition.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    public RerunQueryable<T> Static<T>() => new DatasetRows<T>(this, null);

    /// <summary>The partitions of the dataset with their properties, columns by name. The options of this source do not matter for it.</summary>
    public RerunQueryable<RerunRow> PartitionTable() => PartitionTable<RerunRow>();

    /// <summary>The partitions of the dataset with their properties, as objects. The options of this source do not matter for it.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    public RerunQueryable<T> PartitionTable<T>() => new TextRows<T>(Provider, RelationText.All(Name, "__partitions"));

    /// <summary>The layers of the dataset's partitions, columns by name. The options of this source do not matter for it.</summary>
    public RerunQueryable<RerunRow> Manifest() => Manifest<RerunRow>();

    /// <summary>The layers of the dataset's partitions as objects. The options of this source do not matter for it.</summary>
    /// <typeparam name="T">A class or record, its properties mapped by attributes or by names.</typeparam>
    public RerunQueryable<T> Manifest<T>() => new TextRows<T>(Provider, RelationText.All(Name, "__manifest"));

    private static int Side(DateTime time) => Query.Binding.ParameterValues.SideBeyond(time);

    private RerunDatasetSource With(DataframeQuery view) => new(Provider, Name, view);

    private static long Nanoseconds(DateTime time) =>
        (long)Int128.Clamp((Int128)((time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick, long.MinValue + 1, long.MaxValue);
}
