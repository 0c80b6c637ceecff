using System.Numerics;
using System.Reflection;

namespace Rerun.Data.Values.Forms;

/// <summary>Chooses how cells are read as a type. Runs once per type.</summary>
internal static class CellForms
{
    public static object Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Create(typeof(NullableForm<>), underlying);
        }

        if (type.IsEnum)
        {
            return Create(typeof(EnumForm<,>), type, Enum.GetUnderlyingType(type));
        }

        if (type.IsArray && type != typeof(byte[]) && type != typeof(char[]))
        {
            return type.GetArrayRank() == 1
                ? Create(typeof(ArrayForm<>), type.GetElementType()!)
                : Create(typeof(GridForm<,>), type, type.GetElementType()!);
        }

        return Generic(type) ?? Simple(type);
    }

    private static object? Generic(Type type)
    {
        if (!type.IsGenericType)
        {
            return null;
        }

        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(List<>))
        {
            return Create(typeof(ListForm<>), arguments);
        }

        if (definition == typeof(ReadOnlyMemory<>))
        {
            return Create(typeof(MemoryForm<>), arguments);
        }

        if (definition == typeof(KeyValuePair<,>))
        {
            return Create(typeof(PairForm<,>), arguments);
        }

        if (definition == typeof(Dictionary<,>))
        {
            return Create(typeof(MapForm<,>), arguments);
        }

        // Interfaces that arrays have.
        return definition == typeof(IEnumerable<>) || definition == typeof(IReadOnlyList<>) || definition == typeof(IReadOnlyCollection<>)
            || definition == typeof(IList<>) || definition == typeof(ICollection<>)
            ? Create(typeof(SequenceForm<,>), type, arguments[0])
            : null;
    }

    private static object Simple(Type type) =>
        type == typeof(string) ? new TextForm()
        : type == typeof(char[]) ? new CharactersForm()
        : type == typeof(object) ? new ObjectForm()
        : type == typeof(DBNull) ? new DBNullForm()
        : type == typeof(byte[]) ? new BytesForm()
        : type == typeof(Stream) ? new StreamForm()
        : type == typeof(TextReader) ? new TextReaderForm()
        : type == typeof(BigInteger) ? new BigIntegerForm()
        : type == typeof(RerunDecimal) ? new RerunDecimalForm()
        : type.Namespace == "System.Numerics" && type.IsValueType ? Create(typeof(VectorForm<,>), type, typeof(float))
        : type.IsDefined(typeof(RerunVectorAttribute), false) && NumberOf(type) is { } number ? Create(typeof(VectorForm<,>), type, number)
        : Create(typeof(RecordForm<>), type);

    // The one type of number that the fields have; null if it is another struct.
    private static Type? NumberOf(Type vector) =>
        vector.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.FieldType).Distinct().ToArray() is [{ IsPrimitive: true } number]
        && number != typeof(bool) && number != typeof(char)
            ? number
            : null;

    private static object Create(Type definition, params Type[] arguments)
    {
        try
        {
            return Activator.CreateInstance(definition.MakeGenericType(arguments))!;
        }
        catch (ArgumentException)
        {
            // The type does not meet what the form needs, as memory of strings: only a column of that very type could give it.
            var type = definition == typeof(MemoryForm<>) ? typeof(ReadOnlyMemory<>).MakeGenericType(arguments) : arguments[0];
            return Activator.CreateInstance(typeof(NaturalForm<>).MakeGenericType(type))!;
        }
    }
}
