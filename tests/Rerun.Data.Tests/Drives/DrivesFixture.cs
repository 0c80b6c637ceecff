namespace Rerun.Data.Tests.Drives;

/// <summary>The sample recordings that come with the repository, as one data source.</summary>
public sealed class DrivesFixture : IDisposable
{
    public DrivesFixture() => Source = RerunDataSource.Create($"Data Source={Testing.SharedData.SampleDrives}");

    public RerunDataSource Source { get; }

    public RerunConnection Open() => Source.OpenConnection();

    public void Dispose() => Source.Dispose();
}
