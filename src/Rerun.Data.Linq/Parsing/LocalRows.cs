using System.Linq.Expressions;
using System.Reflection;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using RowsWritten = Rerun.Query.Plan.Relations.Values;

namespace Rerun.Data.Linq.Parsing;

/// <summary>
/// Collections of the program as rows. The plan that is kept has one row of parameters for the whole collection; each call puts its items in, so
/// that collections of any length share a plan.
/// </summary>
internal static class LocalRows
{
    private const string PlaceName = "place";

    /// <summary>The rows of a collection: of values one column, of objects one for each member that is a value.</summary>
    public static Relation Of(CapturedExpression items, Type itemType, TranslationContext context, ScalarTranslator errors)
    {
        if (TypeOf(itemType) is { } type)
        {
            LogicalPlan values = Open(items, [("value", type)]);
            return new Relation(values, new LeafExpression(values.Column(0), itemType));
        }

        (MemberInfo Member, IArrowType Type)[] members = [.. MembersOf(itemType)];
        if (members.Length == 0)
        {
            throw errors.Error(items, $"{itemType.Name} has no member that is a number, text or time.");
        }

        LogicalPlan plan = Open(items, [(PlaceName, SqlTypes.BigInt), .. members.Select(member => (member.Member.Name, member.Type))]);
        var leaves = members.Select((member, i) => (member.Member.Name, Leaf: context.Columns.Typed(plan.Column(i + 1), ValueType(member.Member))));
        return new Relation(
            plan, new LocalRowExpression(itemType, items, new LeafExpression(plan.Column(0), typeof(int)), leaves.ToDictionary(leaf => leaf.Name, leaf => leaf.Leaf)));
    }

    /// <summary>Whether a relation waits for the items of a collection.</summary>
    public static bool IsOpen(LogicalPlan plan) => plan is RowsWritten { Rows: [[ParameterReference, ..]] };

    /// <summary>The relation with the items of this call.</summary>
    public static LogicalPlan Fill(RowsWritten open, IReadOnlyList<CapturedExpression> captured)
    {
        string name = ((ParameterReference)open.Rows[0][0]).Name;
        CapturedExpression items = captured.First(one => name.StartsWith(one.Name + ".", StringComparison.Ordinal));
        var rows = new List<PlanList<ScalarExpression>>(items.Rows.Count);
        foreach (object? item in items.Rows)
        {
            rows.Add(RowOf(item, rows.Count, open.Fields));
        }

        return rows.Count == 0 ? new Empty(open.Fields) : new RowsWritten(rows.ToPlanList(), open.Fields);
    }

    private static PlanList<ScalarExpression> RowOf(object? item, int place, PlanList<Field> fields)
    {
        if (fields[0].Name != PlaceName)
        {
            return [Value(item, fields[0].DataType)];
        }

        var values = new ScalarExpression[fields.Count];
        values[0] = Constant.Of(place);
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = Value(item is null ? null : Read(item, fields[i].Name), fields[i].DataType);
        }

        return new PlanList<ScalarExpression>(values);
    }

    private static ScalarExpression Value(object? value, IArrowType type) => value is null ? new Constant(null, type) : PlanBuilder.Cast(ListMembership.ConstantOf(value), type);

    private static object? Read(object item, string member) =>
        item.GetType().GetProperty(member) is { } property ? property.GetValue(item) : item.GetType().GetField(member)!.GetValue(item);

    private static RowsWritten Open(CapturedExpression items, (string Name, IArrowType Type)[] columns)
    {
        items.IsRows = true;
        PlanList<ScalarExpression> row = columns.Select(column => (ScalarExpression)new ParameterReference($"{items.Name}.{column.Name}", column.Type)).ToPlanList();
        return new RowsWritten([row], columns.Select(column => new Field(column.Name, column.Type, true)).ToPlanList());
    }

    private static IEnumerable<(MemberInfo Member, IArrowType Type)> MembersOf(Type type)
    {
        const BindingFlags Visible = BindingFlags.Instance | BindingFlags.Public;
        foreach (PropertyInfo property in type.GetProperties(Visible).Where(property => property.CanRead && property.GetIndexParameters().Length == 0))
        {
            if (TypeOf(property.PropertyType) is { } column)
            {
                yield return (property, column);
            }
        }

        foreach (FieldInfo field in type.GetFields(Visible))
        {
            if (TypeOf(field.FieldType) is { } column)
            {
                yield return (field, column);
            }
        }
    }

    private static Type ValueType(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    /// <summary>The type of a column of such values, or null if a column cannot hold them.</summary>
    public static IArrowType? TypeOf(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string))
        {
            return SqlTypes.Text;
        }

        if (!bare.IsValueType || (!bare.IsPrimitive && bare.Namespace?.StartsWith("System", StringComparison.Ordinal) != true && bare.Namespace?.StartsWith("Rerun", StringComparison.Ordinal) != true))
        {
            return null;
        }

        try
        {
            return bare == typeof(DateTime) ? SqlTypes.Timestamp : ListMembership.ConstantOf(Activator.CreateInstance(bare)).Type;
        }
        catch (RerunException)
        {
            return null;
        }
    }
}
