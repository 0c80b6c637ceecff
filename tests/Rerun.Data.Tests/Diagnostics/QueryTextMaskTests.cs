using Rerun.Data.Diagnostics;

namespace Rerun.Data.Tests.Diagnostics;

public sealed class QueryTextMaskTests
{
    [Theory]
    [InlineData("SELECT a FROM t", "SELECT a FROM t")]
    [InlineData("SELECT 'it''s secret', 42, 1.5e3 FROM t1", "SELECT ?, ?, ? FROM t1")]
    [InlineData("SELECT \"/a:B:c\"[1], \"it\"\"s 5\" WHERE x = @p1 AND y = $2", "SELECT \"/a:B:c\"[?], \"it\"\"s 5\" WHERE x = @p1 AND y = $2")]
    [InlineData("SELECT 1 -- token 77\n, 2 /* 'x' */", "SELECT ? \n, ? ")]
    [InlineData("SELECT 'never closed", "SELECT ?")]
    public void Literals_and_comments_are_masked(string text, string masked) => Assert.Equal(masked, QueryTextMask.Mask(text));

    [Theory]
    [InlineData("  select 1", "SELECT")]
    [InlineData("CALL register(1)", "CALL")]
    [InlineData("(SELECT 1)", "QUERY")]
    [InlineData("", "QUERY")]
    public void The_operation_is_the_first_word(string text, string operation) => Assert.Equal(operation, QueryTextMask.OperationOf(text));
}
