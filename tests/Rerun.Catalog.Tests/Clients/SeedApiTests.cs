using System.Reflection;
using Rerun.Arrow;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Clients;

/// <summary>Every member of the Python module <c>rerun.catalog</c> has its counterpart; what does I/O has it in both forms.</summary>
public class SeedApiTests
{
    // The Python member, the .NET type, and its members; an asynchronous one stands for the synchronous one too.
    private static readonly (string Python, Type Type, string Members)[] Table =
    [
        ("IndexValuesLike", typeof(IndexValue), "FromSequence FromNanoseconds FromDateTime FromDuration"),
        ("VectorDistanceMetricLike", typeof(VectorDistanceMetricParser), "Parse"),
        ("VectorDistanceMetric", typeof(VectorDistanceMetric), "L2 Cosine Dot Hamming"),
        ("AlreadyExistsError", typeof(RerunAlreadyExistsException), "Message SqlState"),
        ("NotFoundError", typeof(RerunNotFoundException), "Message SqlState"),
        ("CatalogClient(address, token)", typeof(CatalogClient), "ConnectAsync DisposeAsync"),
        ("CatalogClient.url", typeof(CatalogClient), "Url"),
        ("CatalogClient.all_entries", typeof(CatalogClient), "GetEntriesAsync"),
        ("CatalogClient.append_to_table", typeof(CatalogClient), "AppendAsync"),
        ("CatalogClient.create_dataset", typeof(CatalogClient), "CreateDatasetAsync"),
        ("CatalogClient.create_table_entry", typeof(CatalogClient), "CreateTableAsync"),
        ("CatalogClient.dataset_entries", typeof(CatalogClient), "GetDatasetsAsync"),
        ("CatalogClient.dataset_names", typeof(CatalogClient), "GetDatasetNamesAsync"),
        ("CatalogClient.datasets", typeof(CatalogClient), "ScanDatasetsAsync"),
        ("CatalogClient.do_global_maintenance", typeof(CatalogClient), "DoGlobalMaintenanceAsync"),
        ("CatalogClient.entries", typeof(CatalogClient), "ScanEntriesAsync"),
        ("CatalogClient.entry_names", typeof(CatalogClient), "GetEntryNamesAsync"),
        ("CatalogClient.get_dataset", typeof(CatalogClient), "GetDatasetAsync"),
        ("CatalogClient.get_dataset_entry", typeof(CatalogClient), "GetDatasetAsync TryGetDatasetAsync"),
        ("CatalogClient.get_table", typeof(CatalogClient), "GetTableAsync"),
        ("CatalogClient.get_table_entry", typeof(CatalogClient), "GetTableAsync TryGetTableAsync"),
        ("CatalogClient.register_table", typeof(CatalogClient), "RegisterTableAsync"),
        ("CatalogClient.table_entries", typeof(CatalogClient), "GetTablesAsync"),
        ("CatalogClient.table_names", typeof(CatalogClient), "GetTableNamesAsync"),
        ("CatalogClient.tables", typeof(CatalogClient), "ScanTablesAsync"),
        ("CatalogClient.write_table", typeof(CatalogClient), "WriteTableAsync"),
        ("Entry", typeof(Entry), "Equals"),
        ("Entry.catalog", typeof(Entry), "Catalog"),
        ("Entry.created_at", typeof(Entry), "CreatedAt CreatedAtNanos"),
        ("Entry.id", typeof(Entry), "Id"),
        ("Entry.kind", typeof(Entry), "Kind"),
        ("Entry.name", typeof(Entry), "Name"),
        ("Entry.updated_at", typeof(Entry), "UpdatedAt UpdatedAtNanos RefreshAsync"),
        ("Entry.delete", typeof(Entry), "DeleteAsync"),
        ("Entry.update", typeof(Entry), "RenameAsync UpdateAsync"),
        ("DatasetEntry", typeof(DatasetEntry), "Catalog CreatedAt Id Kind Name UpdatedAt DeleteAsync RenameAsync UpdateAsync"),
        ("DatasetEntry.manifest_url", typeof(DatasetEntry), "ManifestUrl"),
        ("DatasetEntry.arrow_schema", typeof(DatasetEntry), "GetArrowSchemaAsync"),
        ("DatasetEntry.blueprint_dataset", typeof(DatasetEntry), "GetBlueprintDatasetAsync"),
        ("DatasetEntry.blueprint_dataset_id", typeof(DatasetEntry), "BlueprintDatasetId"),
        ("DatasetEntry.create_fts_index", typeof(DatasetEntry), "CreateFullTextIndexAsync"),
        ("DatasetEntry.create_vector_index", typeof(DatasetEntry), "CreateVectorIndexAsync"),
        ("DatasetEntry.dataframe_query_view", typeof(DatasetEntry), "DataframeQueryView"),
        ("DatasetEntry.default_blueprint_partition_id", typeof(DatasetEntry), "DefaultBlueprintPartitionId"),
        ("DatasetEntry.delete_indexes", typeof(DatasetEntry), "DeleteIndexesAsync"),
        ("DatasetEntry.do_maintenance", typeof(DatasetEntry), "DoMaintenanceAsync"),
        ("DatasetEntry.download_partition", typeof(DatasetEntry), "DownloadPartitionAsync ReadChunksAsync"),
        ("Recording", typeof(Recording), "ApplicationId RecordingId Schema View Chunks OpenAsync SaveAsync"),
        ("DatasetEntry.list_indexes", typeof(DatasetEntry), "GetIndexesAsync"),
        ("DatasetEntry.manifest", typeof(DatasetEntry), "ScanManifestAsync"),
        ("DatasetEntry.partition_ids", typeof(DatasetEntry), "GetPartitionIdsAsync"),
        ("DatasetEntry.partition_table", typeof(DatasetEntry), "ScanPartitionTableAsync"),
        ("DatasetEntry.partition_url", typeof(DatasetEntry), "GetPartitionUrl"),
        ("DatasetEntry.register", typeof(DatasetEntry), "RegisterAsync"),
        ("DatasetEntry.register_batch", typeof(DatasetEntry), "RegisterBatchAsync"),
        ("DatasetEntry.register_prefix", typeof(DatasetEntry), "RegisterPrefixAsync"),
        ("DatasetEntry.schema", typeof(DatasetEntry), "GetSchemaAsync"),
        ("Schema", typeof(DatasetSchema), "IndexColumns ComponentColumns ColumnFor ColumnForSelector GetEnumerator"),
        ("DatasetEntry.search_fts", typeof(DatasetEntry), "SearchFullTextAsync"),
        ("DatasetEntry.search_vector", typeof(DatasetEntry), "SearchVectorAsync"),
        ("DatasetEntry.set_default_blueprint_partition_id", typeof(DatasetEntry), "SetDefaultBlueprintPartitionAsync"),
        ("DataframeQueryView.df", typeof(DataframeQueryView), "ExecuteAsync"),
        ("DataframeQueryView.fill_latest_at", typeof(DataframeQueryView), "FillLatestAt"),
        ("DataframeQueryView.filter_index_values", typeof(DataframeQueryView), "FilterIndexValues"),
        ("DataframeQueryView.filter_is_not_null", typeof(DataframeQueryView), "FilterIsNotNull"),
        ("DataframeQueryView.filter_partition_id", typeof(DataframeQueryView), "FilterPartitionId"),
        ("DataframeQueryView.filter_range_nanos", typeof(DataframeQueryView), "FilterRangeNanos"),
        ("DataframeQueryView.filter_range_secs", typeof(DataframeQueryView), "FilterRangeSecs"),
        ("DataframeQueryView.filter_range_sequence", typeof(DataframeQueryView), "FilterRangeSequence"),
        ("DataframeQueryView.to_arrow_reader", typeof(DataframeQueryView), "ToArrowReaderAsync"),
        ("DataframeQueryView.using_index_values", typeof(DataframeQueryView), "UsingIndexValues"),
        ("EntryId", typeof(Tuid), "Equals CompareTo Parse TryParse ToString"),
        ("EntryKind", typeof(EntryKind), "Dataset DatasetView Table TableView BlueprintDataset AssetDataset"),
        ("TableEntry", typeof(TableEntry), "Catalog CreatedAt Id Kind Name UpdatedAt DeleteAsync RenameAsync UpdateAsync"),
        ("TableEntry.storage_url", typeof(TableEntry), "StorageUrl"),
        ("TableEntry.df", typeof(TableEntry), "ReadAsync GetSchemaAsync"),
        ("TableEntry.to_arrow_reader", typeof(TableEntry), "ToArrowReaderAsync"),
        ("Task.id", typeof(RegistrationTask), "Id"),
        ("Task.wait", typeof(RegistrationTask), "WaitAsync"),
        ("Tasks", typeof(RegistrationTasks), "Results"),
        ("Tasks.wait", typeof(RegistrationTasks), "WaitAllAsync WatchAsync"),
        ("Tasks.status_table", typeof(RegistrationTasks), "GetStatusAsync"),
        ("len(tasks), tasks[i]", typeof(RegistrationTasks), "Count Item"),
        ("TableInsertMode", typeof(TableInsertMode), "Append Overwrite Replace"),
    ];

    public static TheoryData<string> Members => [.. Table.Select(row => row.Python)];

    [Theory]
    [MemberData(nameof(Members))]
    public void Each_member_of_the_official_module_has_its_counterpart(string python)
    {
        var (_, type, members) = Table.Single(row => row.Python == python);
        var found = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Select(member => member.Name)
            .ToHashSet();
        foreach (var member in members.Split(' '))
        {
            Assert.Contains(member, found);
            if (member.EndsWith("Async", StringComparison.Ordinal))
            {
                Assert.Contains(member[..^"Async".Length], found);
            }
        }
    }

    [Fact]
    public void What_does_input_or_output_can_be_cancelled()
    {
        var missing = Table.Select(row => row.Type).Distinct()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");
        Assert.Empty(missing);
    }

    [Fact]
    public void The_numbers_of_the_enums_are_those_of_the_wire()
    {
        Assert.Equal([1, 2, 3, 4], Enum.GetValues<VectorDistanceMetric>().Select(metric => (int)metric));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Enum.GetValues<EntryKind>().Select(kind => (int)kind));
        Assert.Equal([1, 2, 3], Enum.GetValues<TableInsertMode>().Select(mode => (int)mode));
        Assert.Equal([1, 2, 3], Enum.GetValues<IfDuplicate>().Select(choice => (int)choice));
    }

    [Theory]
    [InlineData("cosine", VectorDistanceMetric.Cosine)]
    [InlineData("L2", VectorDistanceMetric.L2)]
    [InlineData("HAMMING", VectorDistanceMetric.Hamming)]
    public void Names_of_metrics_are_read_in_any_case(string name, VectorDistanceMetric metric) =>
        Assert.Equal(metric, VectorDistanceMetricParser.Parse(name));

    [Theory]
    [InlineData("foo")]
    [InlineData("2")]
    [InlineData("")]
    public void Other_names_are_no_metrics(string name) => Assert.Throws<ArgumentException>(() => VectorDistanceMetricParser.Parse(name));

    [Fact]
    public void Index_values_come_from_arrays_of_any_unit()
    {
        var engine = new CatalogClient(new StubCatalog()).Dataframes;
        var view = new DataframeQueryView(engine, default, new DataframeQuery { Index = "t", Contents = ViewContents.All });
        Assert.Equal([3, 1], view.FilterIndexValues(new Int64Array.Builder().Append(3).AppendNull().Append(1).Build()).Query.FilterIndexValues!);
        var seconds = new TimestampArray.Builder(new Rerun.Arrow.Types.TimestampType(Rerun.Arrow.Types.TimeUnit.Second)).Append(2).Build();
        Assert.Equal([2_000_000_000], view.UsingIndexValues(seconds).Query.UsingIndexValues!);
        Assert.Equal([5_000_000], view.UsingIndexValues(new DurationArray.Builder().Append(TimeSpan.FromMilliseconds(5)).Build()).Query.UsingIndexValues!);
        Assert.Throws<ArgumentException>(() => view.FilterIndexValues(new DoubleArray.Builder().Append(1).Build()));
        Assert.Throws<ArgumentException>(() => view.UsingIndexValues(new Int64Array.Builder().Append(1).Append(1).Build()));
    }
}
