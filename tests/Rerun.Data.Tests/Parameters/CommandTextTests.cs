using System.Data;
using Rerun.Data.Parameters;

namespace Rerun.Data.Tests.Parameters;

public sealed class CommandTextTests
{
    [Fact]
    public void A_procedure_is_called_with_its_parameters_by_name()
    {
        var parameters = new RerunCommand().Parameters;
        parameters.AddWithValue("@dataset", "drives");
        parameters.AddWithValue("url", "file:///a.rrd");
        Assert.Equal("CALL register(dataset => @dataset, url => @url)", CommandTexts.Of(CommandType.StoredProcedure, "register", parameters));
    }

    [Fact]
    public void A_procedure_is_called_with_nameless_parameters_by_position()
    {
        var parameters = new RerunCommand().Parameters;
        parameters.AddWithValue("drives");
        parameters.AddWithValue(4);
        Assert.Equal("CALL register($1, $2)", CommandTexts.Of(CommandType.StoredProcedure, "register", parameters));
    }

    [Theory]
    [InlineData("drives.log_time", "SELECT * FROM drives.log_time")]
    [InlineData("\"my drives\".log_time", "SELECT * FROM \"my drives\".log_time")]
    [InlineData("a b", "SELECT * FROM \"a b\"")]
    [InlineData("x; DROP TABLE y", "SELECT * FROM \"x; DROP TABLE y\"")]
    [InlineData("a\"b", "SELECT * FROM \"a\"\"b\"")]
    public void A_table_is_quoted_where_it_must_be(string name, string text) =>
        Assert.Equal(text, CommandTexts.Of(CommandType.TableDirect, name, new RerunCommand().Parameters));
}
