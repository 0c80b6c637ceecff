using System.Data;
using System.Data.Common;
using Rerun.Arrow.Ipc;

namespace Rerun.Data.Specification.Fixture;

/// <summary>The embedded catalog: a folder with the table of samples.</summary>
public sealed class EmbeddedFixture : ISpecificationFixture, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rerun-specification-");

    public EmbeddedFixture()
    {
        var samples = SampleTable.Create();
        using var file = File.Create(Path.Combine(_folder.FullName, "samples.arrow"));
        using var writer = new ArrowFileWriter(file, samples.Schema);
        writer.WriteRecordBatch(samples);
        writer.WriteEnd();
    }

    public DbProviderFactory Factory => RerunFactory.Instance;

    public string ConnectionString => $"Data Source={_folder.FullName}";

    public string SelectNoRows => "SELECT 1 AS value FROM samples WHERE kind = 'none'";

    public string WritableConnectionString => "Data Source=:memory:";

    public string StatementWithoutResult() => $"CREATE DATASET \"{Guid.NewGuid()}\"";

    public string Select(DbType type, Kind kind) => $"SELECT \"{type}\" AS value FROM samples WHERE kind = '{kind}'";

    public void Dispose()
    {
        RerunConnection.ClearPool(new RerunConnection(ConnectionString));
        _folder.Delete(recursive: true);
    }
}
