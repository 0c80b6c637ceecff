using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class EvaluatorTests
{
    private static readonly bool?[] Three = [true, false, null];

    [Fact]
    public void And_or_and_not_are_three_valued()
    {
        var left = Bools(from a in Three from b in Three select a);
        var right = Bools(from a in Three from b in Three select b);
        bool?[] and = [true, false, null, false, false, false, null, false, null];
        bool?[] or = [true, true, true, true, false, null, true, null, null];
        Assert.Equal(and.Cast<object?>(), Run(new LogicalEvaluator(true, Column(0, left), Column(1, right)), left, right));
        Assert.Equal(or.Cast<object?>(), Run(new LogicalEvaluator(false, Column(0, left), Column(1, right)), left, right));
        Assert.Equal([false, true, null], Run(new NotEvaluator(Column(0, left)), Bools(Three)));
    }

    [Fact]
    public void Later_terms_are_not_computed_for_decided_rows()
    {
        // x <> 0 AND 6 / x > 2
        var x = Longs(0, 1, 2, null, 6, 0);
        var both = new LogicalEvaluator(
            true,
            Function("<>", Column(0, x), new ConstantEvaluator(One(0L))),
            Function(">", Function("/", new ConstantEvaluator(One(6L)), Column(0, x)), new ConstantEvaluator(One(2L))));
        Assert.Equal([false, true, true, null, false, false], Run(both, x));
    }

    [Fact]
    public void Errors_of_branches_not_taken_do_not_happen()
    {
        var x = Longs(0, 1, 2, null);
        var choice = new CaseEvaluator(
            SqlTypes.BigInt,
            [(Function("=", Column(0, x), new ConstantEvaluator(One(0L))), new ConstantEvaluator(One(-1L)))],
            Function("/", new ConstantEvaluator(One(6L)), Column(0, x)));
        Assert.Equal([-1L, 6L, 3L, null], Run(choice, x));
        Assert.Throws<RerunException>(() => Run(Function("/", new ConstantEvaluator(One(6L)), Column(0, x)), x));
    }

    [Fact]
    public void Case_without_else_is_null_and_takes_the_first_match()
    {
        var x = Longs(1, 2, 3);
        var choice = new CaseEvaluator(
            SqlTypes.Text,
            [
                (Function(">", Column(0, x), new ConstantEvaluator(One(2L))), new ConstantEvaluator(One("big"))),
                (Function(">", Column(0, x), new ConstantEvaluator(One(1L))), new ConstantEvaluator(One("middle"))),
            ],
            null);
        Assert.Equal([null, "middle", "big"], Run(choice, x));
    }

    [Fact]
    public void Coalesce_takes_the_first_value()
    {
        var a = Longs(1, null, null, null);
        var b = Longs(10, 20, null, null);
        Assert.Equal([1L, 20L, 7L, 7L], Run(new CoalesceEvaluator(SqlTypes.BigInt, Column(0, a), Column(1, b), new ConstantEvaluator(One(7L))), a, b));
        Assert.Equal([1L, 20L, null, null], Run(new CoalesceEvaluator(SqlTypes.BigInt, Column(0, a), Column(1, b)), a, b));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void In_is_three_valued_for_few_and_many_constants(int extra)
    {
        var x = Longs(1, 5, null, 3);
        Evaluator[] items = [new ConstantEvaluator(One(1L)), .. Enumerable.Range(100, extra).Select(i => new ConstantEvaluator(One((long)i)))];
        Assert.Equal([true, false, null, false], Run(new InListEvaluator(Column(0, x), items), x));
        Assert.Equal([true, null, null, null], Run(new InListEvaluator(Column(0, x), [.. items, new ConstantEvaluator(ArrayTaking.Nulls(SqlTypes.BigInt, 1))]), x));
        Assert.Equal([false, false, false, false], Run(new InListEvaluator(Column(0, x)), x));
        Assert.Equal([true, true, null, false], Run(new InListEvaluator(Column(0, x), [.. items, Column(1, x)]), x, Longs(7, 5, 1, 4)));
    }

    [Fact]
    public void A_dictionary_is_computed_once_per_value()
    {
        var names = ColumnVector.Dictionary(Texts("ab", null, "xyz"), new int[] { 0, 0, 1, 2, 2, 0, 0, 1 });
        var lengths = Call("length", names);
        Assert.Equal(VectorKind.Dictionary, lengths.Kind);
        Assert.Equal([2L, 2L, null, 3L, 3L, 2L, 2L, null], Values(lengths));
    }

    [Fact]
    public void A_list_of_single_elements_is_its_elements_without_copying()
    {
        var lists = LongLists([1], [2], [3]);
        var elements = Call("list_element", ColumnVector.Flat(lists), ColumnVector.Constant(One(1L), 3)).ToArray();
        Assert.Equal([1L, 2L, 3L], Values(elements));
        Assert.True(elements.Data.Buffers[1].Equals(((ListArray)lists).Values.Data.Buffers[1]));
        Assert.Equal([20L, null, null, null, 30L], Values(Call("list_element", ColumnVector.Flat(LongLists([10, 20], [], null, [1], [30, 30])), ColumnVector.Constant(One(2L), 5))));
        Assert.Equal([2L, 1L, null], CallFlat("list_element", LongLists([1, 2], [1, 2], [1, 2]), Longs(-1, -2, -3)));
    }

    [Fact]
    public void A_null_list_over_an_element_stays_null()
    {
        var element = NewArrays.Fixed<long>(SqlTypes.BigInt, [1, 2]);
        var bits = NewArrays.Bitmap(2);
        bits[0] = 0b10;
        var lists = NewArrays.List(SqlTypes.ListOf(SqlTypes.BigInt), [0, 1, 2], element, Validity.FromBits(bits, 2));
        Assert.Equal([null, 2L], Values(Call("list_element", ColumnVector.Flat(lists), ColumnVector.Constant(One(1L), 2))));
    }

    [Fact]
    public void Selections_of_selections_read_the_right_rows()
    {
        var vector = ColumnVector.Flat(Longs(10, 11, null, 13)).Take(new[] { 3, 2, 0 }).Take(new[] { 2, 0, 1 }).Slice(1, 2);
        Assert.Equal([13L, null], Values(vector));
        Assert.Equal([24L, null], Values(Call("+", vector, ColumnVector.Constant(One(11L), 2))));
    }

    private static ColumnEvaluator Column(int ordinal, IArrowArray array) => new(ordinal, array.Data.DataType);

    private static CallEvaluator Function(string name, params Evaluator[] arguments)
    {
        FunctionRegistry.BuiltIn.TryGetScalar(name, out var function);
        Assert.True(function!.TryResolve([.. arguments.Select(a => new FunctionArgument(a.Type))], out var binding, out var error), error);
        return new CallEvaluator(binding, [.. arguments.Select((a, i) => CastEvaluator.To(a, binding.ParameterTypes[i]))]);
    }

    private static object?[] Run(Evaluator evaluator, params IArrowArray[] columns) =>
        Values(evaluator.Evaluate(new VectorBatch([.. columns.Select(ColumnVector.Flat)], columns[0].Length), EvaluationContext.Create()));
}
