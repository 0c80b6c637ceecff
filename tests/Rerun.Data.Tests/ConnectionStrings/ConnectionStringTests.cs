using Rerun.Catalog.Dataframes;

namespace Rerun.Data.Tests.ConnectionStrings;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("Data Source")]
    [InlineData("DataSource")]
    [InlineData("server")]
    [InlineData("HOST")]
    [InlineData("Url")]
    [InlineData("Address")]
    public void Every_alias_of_the_data_source_sets_it(string keyword)
    {
        var builder = new RerunConnectionStringBuilder($"{keyword}=./recordings");
        Assert.Equal("./recordings", builder.DataSource);
        Assert.Equal("Data Source=./recordings", builder.ConnectionString);
        Assert.Equal("./recordings", builder[keyword]);
    }

    [Theory]
    [InlineData("Database")]
    [InlineData("Initial Catalog")]
    [InlineData("Dataset")]
    public void Every_alias_of_the_dataset_sets_it(string keyword) =>
        Assert.Equal("drives", new RerunConnectionStringBuilder($"{keyword}=drives").Dataset);

    [Fact]
    public void Typed_properties_and_text_agree()
    {
        var builder = new RerunConnectionStringBuilder
        {
            DataSource = ":memory:",
            Mode = RerunOpenMode.ReadOnly,
            CommandTimeout = 5,
            MemoryLimit = 1 << 20,
            Compatibility = CompatibilityMode.Rerun027,
            TimeValues = RerunTimeValues.Timestamp64,
            ListValues = RerunListValues.Flat,
            PersistSecurityInfo = true,
        };
        var copy = new RerunConnectionStringBuilder(builder.ConnectionString);
        Assert.True(builder.EquivalentTo(copy));
        Assert.Equal(RerunOpenMode.ReadOnly, copy.Mode);
        Assert.Equal(5, copy.CommandTimeout);
        Assert.Equal(1 << 20, copy.MemoryLimit);
        Assert.Equal(CompatibilityMode.Rerun027, copy.Compatibility);
        Assert.Equal(RerunTimeValues.Timestamp64, copy.TimeValues);
        Assert.Equal(RerunListValues.Flat, copy.ListValues);
        Assert.True(copy.PersistSecurityInfo);
    }

    [Theory]
    [InlineData("Data Sorce", "Did you mean 'Data Source'")]
    [InlineData("comand timeout", "'Command Timeout'")]
    [InlineData("Port", "Data Source: robots.example:51234")]
    [InlineData("Username", "Token")]
    [InlineData("Pooling", "no pool")]
    [InlineData("SSL Mode", "rerun+https://")]
    public void An_unknown_keyword_is_told_with_what_is_meant(string keyword, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new RerunConnectionStringBuilder($"Data Source=x;{keyword}=1")).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("Data Source=x;Mode=ReadOnly", "mode=readonly;SERVER=x", true)]
    [InlineData("Data Source=x;Memory Limit=1MB", "Data Source=x;Memory Limit=1048576", true)]
    [InlineData("Data Source=x;Command Timeout=30", "Data Source=x", true)]
    [InlineData("Data Source=x", "Data Source=X", false)]
    [InlineData("Data Source=x;Mode=ReadOnly", "Data Source=x", false)]
    public void Strings_are_equivalent_that_mean_the_same(string one, string other, bool expected)
    {
        Assert.Equal(expected, new RerunConnectionStringBuilder(one).EquivalentTo(new RerunConnectionStringBuilder(other)));
        Assert.False(new RerunConnectionStringBuilder(one).EquivalentTo(new System.Data.Common.DbConnectionStringBuilder { ConnectionString = one }));
    }

    [Theory]
    [InlineData("512", 512)]
    [InlineData("64KB", 64L << 10)]
    [InlineData("512 MB", 512L << 20)]
    [InlineData("2gb", 2L << 30)]
    [InlineData("1 TiB", 1L << 40)]
    public void A_memory_limit_may_have_a_unit(string text, long bytes) =>
        Assert.Equal(bytes, new RerunConnectionStringBuilder($"Memory Limit={text}").MemoryLimit);

    [Theory]
    [InlineData("Command Timeout=-1", "Command Timeout")]
    [InlineData("Command Timeout=soon", "Command Timeout")]
    [InlineData("Memory Limit=many", "Memory Limit")]
    [InlineData("Memory Limit=9999999999 GB", "Memory Limit")]
    [InlineData("Max Parallelism=9999", "Max Parallelism")]
    [InlineData("Mode=Write", "Mode")]
    [InlineData("Mode=1", "Mode")]
    [InlineData("Time Values=Float", "Time Values")]
    [InlineData("Persist Security Info=perhaps", "Persist Security Info")]
    public void A_bad_value_is_refused_by_the_setter_and_names_its_keyword(string text, string keyword)
    {
        var fault = Assert.Throws<ArgumentException>(() => new RerunConnectionStringBuilder(text));
        Assert.Contains($"'{keyword}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_keyword_is_refused_and_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => new RerunConnectionStringBuilder("Data Source=a;Speed=11"));
        Assert.Contains("'speed'", fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ArgumentException>(() => new RerunConnection("Speed=11"));
    }

    [Fact]
    public void Defaults_leave_the_string()
    {
        var builder = new RerunConnectionStringBuilder("Command Timeout=7;Dataset=a");
        builder.CommandTimeout = 30;
        builder.Dataset = null;
        Assert.Equal("", builder.ConnectionString);
    }

    [Fact]
    public void Null_takes_a_keyword_out()
    {
        var builder = new RerunConnectionStringBuilder("Database=a");
        builder["Initial Catalog"] = null;
        Assert.Equal("", builder.ConnectionString);
        Assert.Equal("", builder.Dataset);
        Assert.False(builder.ShouldSerialize("Dataset"));
    }

    [Fact]
    public void A_token_is_not_in_the_message_about_it_nor_in_the_shown_string()
    {
        using var connection = new RerunConnection("Data Source=:memory:;Token=s3cret-canary");
        Assert.Contains("s3cret-canary", connection.ConnectionString, StringComparison.Ordinal);
        using var source = RerunDataSource.Create("Data Source=:memory:;Token=s3cret-canary");
        Assert.DoesNotContain("s3cret-canary", source.ConnectionString, StringComparison.Ordinal);
        using var trusting = RerunDataSource.Create("Data Source=:memory:;Token=s3cret-canary;Persist Security Info=true");
        Assert.Contains("s3cret-canary", trusting.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void All_keywords_are_listed_with_their_values()
    {
        var builder = new RerunConnectionStringBuilder();
        Assert.Equal(builder.Keys.Count, builder.Values.Count);
        foreach (string keyword in builder.Keys)
        {
            Assert.True(builder.ContainsKey(keyword));
            Assert.True(builder.TryGetValue(keyword, out var value));
            builder[keyword] = value;
        }
    }
}
