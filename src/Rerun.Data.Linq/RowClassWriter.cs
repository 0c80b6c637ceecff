using System.Globalization;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Data.Values;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Data.Linq;

/// <summary>Writes the C# class that the rows of a dataset are read into by LINQ.</summary>
public static class RowClassWriter
{
    // What the type decimal holds whatever the digits are.
    private const int MostDigits = 28;

    /// <summary>The class for all columns of a view: component columns as whole lists, whose elements may be null, so that each value fits.</summary>
    /// <param name="schema">The dataset's columns.</param>
    /// <param name="timeline">The index of the view, or null for the static view.</param>
    /// <param name="className">The name of the class.</param>
    /// <returns>C# source: using directives and one class.</returns>
    /// <exception cref="RerunException">The dataset has no such index.</exception>
    /// <exception cref="ArgumentException">The name is no C# name.</exception>
    public static string Write(DatasetSchema schema, string? timeline, string className)
    {
        ArgumentNullException.ThrowIfNull(schema);
        CheckName(className);
        if (timeline is not null && !schema.IndexColumns.Any(index => index.IndexName == timeline))
        {
            throw new RerunException(
                $"There is no index '{timeline}'. There are: {string.Join(", ", schema.IndexColumns.Select(index => index.IndexName))}.", RerunErrorCode.NotFound);
        }

        (StringBuilder text, HashSet<string> used) = Begin(className);
        text.Append("    [RerunPartition]\n    public string ").Append(Unique("PartitionId", used)).Append(" { get; init; } = \"\";\n");
        foreach (IndexColumnDescriptor index in schema.IndexColumns.Where(_ => timeline is not null).OrderBy(index => index.IndexName != timeline))
        {
            string type = index.Kind switch { IndexKind.Timestamp => "DateTime", IndexKind.Duration => "TimeSpan", _ => "long" };
            Property(text, $"RerunIndex({Literal(index.IndexName)})", index.IndexName == timeline ? type : type + "?", Unique(Name(index.IndexName), used));
        }

        foreach (ComponentColumnDescriptor column in schema.ComponentColumns)
        {
            if (!column.IsTombstone && !column.IsSemanticallyEmpty && !column.IsProperty && (timeline is not null || column.IsStatic))
            {
                string component = column.Component[(column.Component.LastIndexOf(':') + 1)..];
                Property(text, $"RerunColumn({Literal(column.Name)})", TypeOf(column.ToField()) + "?", Unique(Name($"{column.EntityPath} {component}"), used));
            }
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>The class for all columns of a table.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <param name="className">The name of the class.</param>
    /// <returns>C# source: using directives and one class.</returns>
    /// <exception cref="ArgumentException">The name is no C# name.</exception>
    public static string Write(Schema schema, string className)
    {
        ArgumentNullException.ThrowIfNull(schema);
        CheckName(className);
        (StringBuilder text, HashSet<string> used) = Begin(className);
        foreach (Field field in schema.FieldsList)
        {
            Property(text, $"RerunColumn({Literal(field.Name)})", TypeOf(field) + (field.IsNullable ? "?" : ""), Unique(Name(field.Name), used));
        }

        return text.Append("}\n").ToString();
    }

    private static void CheckName(string className)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        if (Name(className) != className)
        {
            throw new ArgumentException($"'{className}' is no name of a class.", nameof(className));
        }
    }

    // Names that every class has already would be hidden, and the compiler would say so.
    private static (StringBuilder Text, HashSet<string> Used) Begin(string className)
    {
        var text = new StringBuilder();
        text.Append("#nullable enable\nusing System;\nusing System.Collections.Generic;\nusing Rerun.Arrow;\nusing Rerun.Data;\nusing Rerun.Data.Linq;\n\n");
        text.Append(CultureInfo.InvariantCulture, $"public sealed class {className}\n{{\n");
        return (text, [className, nameof(Equals), nameof(GetHashCode), nameof(GetType), nameof(MemberwiseClone), nameof(ReferenceEquals), nameof(ToString), "Finalize"]);
    }

    private static void Property(StringBuilder text, string attribute, string type, string name) =>
        text.Append(CultureInfo.InvariantCulture, $"\n    [{attribute}]\n    public {type} {name} {{ get; init; }}\n");

    // Elements may be null whatever the schema says, but for those of blobs.
    private static string TypeOf(Field field, bool isInside = false)
    {
        if (SqlTypes.IsList(field.DataType))
        {
            Field element = ((NestedType)field.DataType).Fields[0];
            return isInside && element.DataType is UInt8Type ? "byte[]" : TypeOf(element, true) + "?[]";
        }

        if (field.DataType is DecimalType { Precision: > MostDigits })
        {
            return TypeName(typeof(RerunDecimal));
        }

        // Of intervals the form that holds months too.
        ValueReader reader = ValueReaders.Of(field, ReaderOptions.Default);
        return TypeName(field.DataType is IntervalType ? reader.ProviderType : reader.FieldType);
    }

    private static string TypeName(Type type)
    {
        if (type.IsArray)
        {
            return TypeName(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } bare)
        {
            return TypeName(bare) + "?";
        }

        if (type.IsGenericType)
        {
            string name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
            return $"global::{type.Namespace}.{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
        }

        return type.IsVisible ? $"global::{type.FullName}" : "object";
    }

    // Words of letters and digits, each with a capital: "/drive/speed scalars" is DriveSpeedScalars.
    private static string Name(string text)
    {
        var name = new StringBuilder();
        bool starts = true;
        foreach (char c in text)
        {
            if (!char.IsLetterOrDigit(c))
            {
                starts = true;
                continue;
            }

            name.Append(starts ? char.ToUpperInvariant(c) : c);
            starts = false;
        }

        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }

    private static string Unique(string name, HashSet<string> used)
    {
        string unique = name;
        for (int i = 2; !used.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}{i}");
        }

        return unique;
    }

    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            _ = c is '"' or '\\' ? literal.Append('\\').Append(c)
                : char.IsControl(c) || c > '\x7e' ? literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : literal.Append(c);
        }

        return literal.Append('"').ToString();
    }
}
