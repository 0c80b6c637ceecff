namespace Rerun.Data.Linq.Tests;

/// <summary>The sample recordings that come with the repository.</summary>
public sealed class DrivesFixture : IDisposable
{
    public DrivesFixture() => Source = RerunDataSource.Create($"Data Source={Testing.SharedData.SampleDrives}");

    public RerunDataSource Source { get; }

    /// <summary>All rows, read once.</summary>
    public List<DriveSample>? Rows { get; set; }

    public void Dispose() => Source.Dispose();
}
