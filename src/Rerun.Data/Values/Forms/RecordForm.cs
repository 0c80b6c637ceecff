using System.Reflection;

namespace Rerun.Data.Values.Forms;

/// <summary>
/// A class, record, struct or tuple, from a struct: by a constructor whose parameters are named like the fields (of a tuple: stand in their order), and by
/// properties that can be set. Names are matched without case and underscores.
/// </summary>
internal sealed class RecordForm<T> : CellForm<T>
{
    private static readonly MethodInfo GetCell = typeof(RecordForm<T>).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;
    private readonly ConstructorInfo? _constructor;
    private readonly ParameterInfo[] _parameters = [];
    private readonly PropertyInfo[] _properties = [];
    private readonly bool _isTuple = typeof(T).IsGenericType && typeof(T).FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    public RecordForm()
    {
        // The longest constructor says the most; a record's copy constructor says nothing.
        _constructor = typeof(T).GetConstructors()
            .Where(constructor => constructor.GetParameters() is not [{ } only] || only.ParameterType != typeof(T))
            .MaxBy(constructor => constructor.GetParameters().Length);
        _parameters = _constructor?.GetParameters() ?? [];
        _properties = [.. typeof(T).GetProperties().Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)];
    }

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

        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var field = _isTuple ? fields.Children.ElementAtOrDefault(i) : Find(fields, _parameters[i].Name!);
            arguments[i] = Value(field ?? throw new InvalidCastException(
                $"Column '{fields.Field.Name}' has no field for parameter '{_parameters[i].Name}' of {typeof(T).Name}."), row, _parameters[i].ParameterType);
        }

        var value = _constructor is null ? (object)Activator.CreateInstance<T>()! : _constructor.Invoke(arguments);
        foreach (var property in _properties)
        {
            if (!Array.Exists(_parameters, parameter => Same(parameter.Name!, property.Name)) && Find(fields, property.Name) is { } field)
            {
                property.SetValue(value, Value(field, row, property.PropertyType));
            }
        }

        return (T)value;
    }

    private static ValueReader? Find(StructReader fields, string name) => Array.Find(fields.Children, child => Same(child.Field.Name, name));

    private static bool Same(string field, string name) =>
        field.Equals(name, StringComparison.OrdinalIgnoreCase)
        || field.Replace("_", "", StringComparison.Ordinal).Equals(name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static object? Value(ValueReader field, int row, Type type) => field.IsNull(row) && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)
        ? null
        : GetCell.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [field, row], null);

    private static object? Read<TValue>(ValueReader field, int row) => Cells.Get<TValue>(field, row);
}
