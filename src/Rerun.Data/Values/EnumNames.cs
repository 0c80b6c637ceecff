using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;

namespace Rerun.Data.Values;

/// <summary>The texts that stand for the values of an enumeration: their names, or what <see cref="EnumMemberAttribute"/> says, without case and underscores.</summary>
internal static class EnumNames
{
    /// <summary>The texts and the numbers they stand for; of equal numbers the first declared.</summary>
    public static IReadOnlyList<(string Plain, string Text, long Number)> Of(Type type) =>
    [
        .. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field =>
        {
            var text = field.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? field.Name;
            var value = (IConvertible)field.GetRawConstantValue()!;
            return (Plain(text), text, value is ulong large ? unchecked((long)large) : value.ToInt64(CultureInfo.InvariantCulture));
        }),
    ];

    /// <summary>A text as it is compared.</summary>
    public static string Plain(string text) => text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
