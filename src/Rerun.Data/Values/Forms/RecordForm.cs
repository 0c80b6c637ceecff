using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Rerun.Data.Values.Forms;

/// <summary>
/// A class, record, struct or tuple, from a struct: by a constructor whose parameters are named like the fields (of a tuple: stand in their order), and by
/// properties and fields that can be set. Names are matched without case and underscores.
/// </summary>
internal sealed class RecordForm<T> : CellForm<T>
{
    private static readonly MethodInfo GetCell = typeof(RecordForm<T>).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly bool IsTuple = typeof(T).IsGenericType && typeof(T).FullName is { } name
        && (name.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || name.StartsWith("System.Tuple`", StringComparison.Ordinal));

    // For each order of field names the code that makes the object; programs have few.
    private readonly ConcurrentDictionary<string, Func<StructReader, int, T>> _makers = new();
    private readonly ConstructorInfo? _constructor;

    public RecordForm() =>

        // The longest constructor says the most; a record's copy constructor says nothing.
        _constructor = typeof(T).GetConstructors()
            .Where(constructor => constructor.GetParameters() is not [{ } only] || only.ParameterType != typeof(T))
            .MaxBy(constructor => constructor.GetParameters().Length);

    public override T Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        if (target is not StructReader fields || typeof(T).IsAbstract || typeof(T).IsPrimitive || (_constructor is null && !typeof(T).IsValueType))
        {
            return new NaturalForm<T>().Get(target, row);
        }

        if (fields.IsNull(row))
        {
            throw fields.Refusal(row, typeof(T));
        }

        // The reader keeps the maker it used last: its fields do not change.
        if (fields.Maker is not Func<StructReader, int, T> make)
        {
            fields.Maker = make = _makers.GetOrAdd(string.Join('\n', fields.Children.Select(child => child.Field.Name)), _ => Compile(fields));
        }

        return make(fields, row);
    }

    private static int Find(StructReader fields, string name) => Array.FindIndex(fields.Children, child => Same(child.Field.Name, name));

    private static bool Same(string field, string name) =>
        field.Equals(name, StringComparison.OrdinalIgnoreCase)
        || field.Replace("_", "", StringComparison.Ordinal).Equals(name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static TValue? Read<TValue>(StructReader fields, int field, int row)
    {
        var column = fields.Children[field];
        return default(TValue) is null && column.IsNull(row) ? default : Cells.Get<TValue>(column, row);
    }

    private Func<StructReader, int, T> Compile(StructReader fields)
    {
        var reader = Expression.Parameter(typeof(StructReader));
        var row = Expression.Parameter(typeof(int));
        Expression Value(int field, Type type) => Expression.Call(GetCell.MakeGenericMethod(type), reader, Expression.Constant(field), row);
        var parameters = _constructor?.GetParameters() ?? [];
        var arguments = parameters.Select((parameter, i) => IsTuple && i < fields.Children.Length ? i : Find(fields, parameter.Name!)).ToArray();
        var missing = Array.IndexOf(arguments, -1);
        if (missing >= 0)
        {
            throw new InvalidCastException($"Column '{fields.Field.Name}' has no field for parameter '{parameters[missing].Name}' of {typeof(T).Name}.");
        }

        NewExpression made = _constructor is null
            ? Expression.New(typeof(T))
            : Expression.New(_constructor, arguments.Select((field, i) => Value(field, parameters[i].ParameterType)));
        var bindings = typeof(T).GetProperties().Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Select(property => (Member: (MemberInfo)property, Type: property.PropertyType))
            .Concat(IsTuple ? [] : typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public).Where(field => !field.IsInitOnly).Select(field => (Member: (MemberInfo)field, Type: field.FieldType)))
            .Where(member => !Array.Exists(parameters, parameter => Same(parameter.Name!, member.Member.Name)) && Find(fields, member.Member.Name) >= 0)
            .Select(member => Expression.Bind(member.Member, Value(Find(fields, member.Member.Name), member.Type)));
        return Expression.Lambda<Func<StructReader, int, T>>(Expression.MemberInit(made, bindings), reader, row).Compile();
    }
}
