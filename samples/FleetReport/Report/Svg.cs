using System.Globalization;
using System.Xml.Linq;

namespace FleetReport.Report;

/// <summary>Elements of drawings.</summary>
internal static class Svg
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>A drawing that screen readers announce as one picture.</summary>
    public static XElement Of(int width, int height, string title, string? description, params object?[] content) => new(
        Namespace + "svg",
        new XAttribute("role", "img"),
        new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")),
        new XElement(Namespace + "title", title),
        description is null ? null : new XElement(Namespace + "desc", description),
        content);

    public static XElement Element(string name, params (string Name, object Value)[] attributes) =>
        new(Namespace + name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));

    public static XElement Element(string name, params XElement[] content) => new(Namespace + name, content.AsEnumerable());

    public static XElement Text(double x, double y, string text, params (string Name, object Value)[] attributes)
    {
        var element = Element("text", [("x", Number(x)), ("y", Number(y)), .. attributes]);
        element.Value = text;
        return element;
    }

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
