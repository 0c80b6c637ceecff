using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Tests.Functions;

public sealed class FunctionRegistryTests
{
    [Fact]
    public void Every_function_is_documented()
    {
        Assert.All(FunctionRegistry.BuiltIn.All, f =>
        {
            Assert.EndsWith(".", f.Summary);
            Assert.StartsWith("(", f.Arguments);
            Assert.Equal(f.Name.ToLowerInvariant(), f.Name);
        });
    }

    [Fact]
    public void Names_are_found_whatever_their_case()
    {
        Assert.True(FunctionRegistry.BuiltIn.TryGetScalar("UPPER", out var upper));
        Assert.True(FunctionRegistry.BuiltIn.TryGetScalar("ucase", out var alias));
        Assert.Same(upper, alias);
        Assert.False(FunctionRegistry.BuiltIn.TryGetScalar("upperr", out _));
        Assert.True(FunctionRegistry.BuiltIn.TryGetAggregate("count", out _));
    }

    [Fact]
    public void A_text_literal_takes_the_other_sides_type()
    {
        FunctionRegistry.BuiltIn.TryGetScalar("=", out var equal);
        Assert.True(equal!.TryResolve([new(SqlTypes.Timestamp), new(SqlTypes.Text, null, true)], out var binding, out _));
        Assert.Equal(SqlTypes.Timestamp, binding.ParameterTypes[1]);
        Assert.False(equal.TryResolve([new(SqlTypes.BigInt), new(SqlTypes.Text)], out _, out var error));
        Assert.Contains("CAST", error);
    }

    [Fact]
    public void Doubles_are_not_compared_with_times()
    {
        FunctionRegistry.BuiltIn.TryGetScalar("<", out var less);
        Assert.False(less!.TryResolve([new(SqlTypes.Timestamp), new(SqlTypes.Double)], out _, out _));
        Assert.True(less.TryResolve([new(SqlTypes.Timestamp), new(SqlTypes.BigInt)], out _, out _));
    }
}
