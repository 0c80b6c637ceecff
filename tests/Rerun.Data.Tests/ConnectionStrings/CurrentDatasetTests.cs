using Rerun.Catalog;
using Rerun.Testing;

namespace Rerun.Data.Tests.ConnectionStrings;

/// <summary>The current dataset is one thing, whichever way it is set: by the connection string, ChangeDatabase, SET or USE.</summary>
public sealed class CurrentDatasetTests
{
    [Theory]
    [InlineData("SET dataset = 'drives'")]
    [InlineData("SET search_path TO drives")]
    [InlineData("USE drives")]
    [InlineData("USE Drives;")]
    [InlineData("USE \"drives\"")]
    public void Statements_change_what_the_connection_says(string statement)
    {
        using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives}");
        Assert.Equal("", connection.Database);
        connection.Open();
        connection.CreateCommand(statement).ExecuteNonQuery();
        Assert.Equal("drives", connection.Database);
        Assert.NotNull(connection.CreateCommand("SELECT count(*) FROM log_time").ExecuteScalar());
        connection.CreateCommand("RESET dataset").ExecuteNonQuery();
        Assert.Equal("", connection.Database);
        connection.ChangeDatabase("drives");
        Assert.Equal("drives", connection.CreateCommand("SHOW dataset").ExecuteScalar());
        connection.Close();
        Assert.Equal("", connection.Database);
        connection.Open();
        Assert.Equal("", connection.Database);
    }

    [Fact]
    public void Resetting_goes_back_to_what_the_connection_string_says()
    {
        using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives};Dataset=drives");
        Assert.Equal("drives", connection.Database);
        connection.Open();
        connection.CreateCommand("USE public").ExecuteNonQuery();
        Assert.Equal("", connection.Database);
        connection.CreateCommand("RESET dataset").ExecuteNonQuery();
        Assert.Equal("drives", connection.Database);
        connection.CreateCommand("SET dataset = ''").ExecuteNonQuery();
        Assert.Equal("", connection.Database);
        connection.CreateCommand("SET dataset = DEFAULT").ExecuteNonQuery();
        Assert.Equal("drives", connection.Database);
    }

    [Fact]
    public void An_unknown_dataset_changes_nothing()
    {
        using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives};Dataset=drives");
        connection.Open();
        foreach (var text in new[] { "USE nothing", "SET dataset = 'nothing'" })
        {
            var fault = Assert.ThrowsAny<RerunException>(() => connection.CreateCommand(text).ExecuteNonQuery());
            Assert.Contains("nothing", fault.Message, StringComparison.Ordinal);
        }

        Assert.Throws<RerunNotFoundException>(() => connection.ChangeDatabase("nothing"));
        Assert.Equal("drives", connection.Database);
    }
}
