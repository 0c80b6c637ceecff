using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Execution.Planning;

/// <content>Series and samples.</content>
internal sealed partial class PhysicalPlanner
{
    private BatchOperator BuildSample(Sample sample)
    {
        BatchOperator input = Build(sample.Input);
        Random random = sample.Seed is { } seed ? new Random(seed) : context.Random;
        return sample.IsPercent
            ? new BernoulliOperator(input, sample.Size / 100, random)
            : new ReservoirOperator(input, (int)Math.Min(sample.Size, int.MaxValue), random, context);
    }

    private SeriesOperator BuildSeries(Series series)
    {
        Constant start = ValueOf(series.Start);
        Constant stop = ValueOf(series.Stop);
        Constant step = ValueOf(series.Step);
        bool? ascends = step.Value switch
        {
            null => true,
            long count => count == 0 ? null : count > 0,
            MonthDayNanosecondInterval span => span == default ? null : span.Months + (long)span.Days > 0 || span is { Months: 0, Days: 0, Nanoseconds: > 0 },
            _ => throw new InvalidOperationException("The step of a series has another type."),
        };
        return new SeriesOperator(series.Fields[0].DataType, (long?)start.Value, step.Value is null ? null : (long?)stop.Value, Next, ascends, series.HasStop, context);

        // Beyond the last number or time there is nothing more.
        long? Next(long value)
        {
            if (step.Value is long count)
            {
                long sum = unchecked(value + count);
                return (count > 0) == (sum > value) ? sum : null;
            }

            try
            {
                return (long?)ValueOf(Addition(new Constant(value, series.Start.Type), step)).Value;
            }
            catch (RerunException error) when (error.ErrorKind == RerunErrorCode.ValueOutOfRange)
            {
                return null;
            }
        }
    }

    private static ScalarExpression Addition(Constant value, Constant step) => new Plan.PlanBuilder(FunctionRegistry.BuiltIn).Call("+", value, step);

    private Constant ValueOf(ScalarExpression expression)
    {
        if (expression is Constant constant)
        {
            return constant;
        }

        ColumnVector value = ExpressionCompiler.Compile(expression).Evaluate(new VectorBatch([], 1), context);
        return ConstantArrays.Read(value.Values, value.PlaceOf(0));
    }
}
