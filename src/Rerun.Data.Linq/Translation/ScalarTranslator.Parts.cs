using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Materialization;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <content>Parts of vectors and structs.</content>
internal sealed partial class ScalarTranslator
{
    private const string ComponentNames = "XYZW";

    private ScalarExpression VectorMember(MemberExpression node, Type owner)
    {
        string name = node.Member.Name;
        int place = owner.IsDefined(typeof(RerunVectorAttribute))
            ? Array.FindIndex(owner.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), field => field.Name == name || field.Name == $"<{name}>k__BackingField")
            : name.Length == 1 ? ComponentNames.IndexOf(name[0], StringComparison.Ordinal)
            : owner == typeof(Matrix4x4) && name is ['M', >= '1' and <= '4', >= '1' and <= '4'] ? ((name[1] - '1') * 4) + name[2] - '1'
            : owner == typeof(Matrix3x2) && name is ['M', >= '1' and <= '3', >= '1' and <= '2'] ? ((name[1] - '1') * 2) + name[2] - '1'
            : -1;
        return place < 0
            ? throw Error(node, $"the engine knows no {owner.Name}.{name}.")
            : Converted(builder.Call("list_element", Value(node.Expression!), Constant.Of(place + 1)), node.Type);
    }

    private ScalarExpression VectorCall(MethodCallExpression node, Type owner, string name)
    {
        ScalarExpression[] values = [.. Operands(node).Select(Value)];
        ScalarExpression? known = (name, values) switch
        {
            ("Length", [var vector]) => builder.Call("list_norm", vector),
            ("LengthSquared", [var vector]) => builder.Call("list_dot_product", vector, vector),
            ("Distance", [var one, var other]) => builder.Call("list_distance", one, other),
            ("DistanceSquared", [var one, var other]) => builder.Call("power", builder.Call("list_distance", one, other), new Constant(2.0, SqlTypes.Double)),
            ("Dot", [var one, var other]) => builder.Call("list_dot_product", one, other),
            _ => null,
        };
        return known is null ? throw Error(node, $"the engine has no function for {owner.Name}.{name}.") : Converted(known, node.Type);
    }

    private ScalarExpression? FieldOf(MemberExpression node, Type owner)
    {
        if (ListDepth.ElementOf(owner) is not null || Value(node.Expression!) is not { Type: StructType type } value)
        {
            return null;
        }

        string plain = RowMapping.Plain(node.Member.Name);
        bool isTuple = owner.FullName is { } name && (name.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || name.StartsWith("System.Tuple`", StringComparison.Ordinal));
        Field? field = isTuple && int.TryParse(node.Member.Name.AsSpan(4), out int place) && place <= type.Fields.Count
            ? type.Fields[place - 1]
            : type.Fields.FirstOrDefault(one => RowMapping.Plain(one.Name) == plain);
        return field is null
            ? throw Error(node, $"the struct has no field {node.Member.Name}; it has {string.Join(", ", type.Fields.Select(one => one.Name))}.")
            : builder.Call("struct_extract", value, new Constant(field.Name, SqlTypes.Text));
    }
}
