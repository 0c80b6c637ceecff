using Rerun.Data.Values;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <summary>Enumerations in the engine: numbers, whether the column holds numbers or names.</summary>
internal static class EnumValues
{
    /// <summary>The number of a value of a column of names; other columns as they are.</summary>
    public static ScalarExpression NumberOf(PlanBuilder builder, ScalarExpression value, Type type)
    {
        if (!SqlTypes.IsText(value.Type))
        {
            return value;
        }

        ScalarExpression plain = builder.Call("lower", builder.Call("replace", value, new Constant("_", SqlTypes.Text), new Constant("", SqlTypes.Text)));
        return PlanBuilder.Case(
            EnumNames.Of(type).DistinctBy(name => name.Plain)
                .Select(name => new CaseArm(builder.Compare("=", plain, new Constant(name.Plain, SqlTypes.Text)), Constant.Of(name.Number))).ToPlanList(),
            null);
    }

    /// <summary>The name of a number, as ToString writes it; null for enumerations whose values may be combined.</summary>
    public static ScalarExpression? TextOf(PlanBuilder builder, ScalarExpression number, Type type) => type.IsDefined(typeof(FlagsAttribute), false)
        ? null
        : PlanBuilder.Case(
            Enum.GetNames(type).Select(name => (Name: name, Number: Convert.ToInt64(Enum.Parse(type, name), null))).DistinctBy(name => name.Number)
                .Select(name => new CaseArm(builder.Compare("=", number, Constant.Of(name.Number)), new Constant(name.Name, SqlTypes.Text))).ToPlanList(),
            PlanBuilder.Cast(number, SqlTypes.Text));
}
