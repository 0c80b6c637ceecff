using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Operators;

/// <summary>The values that a sub-query takes from one row.</summary>
internal static class RowArguments
{
    public static PlanList<Constant> At(ColumnVector[] arguments, int row, PlanList<OuterReference> parameters) =>
        arguments.Select((argument, i) => ConstantArrays.Read(argument.Values, argument.PlaceOf(row)) with { Type = parameters[i].Type }).ToPlanList();
}
