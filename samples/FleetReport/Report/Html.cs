using System.Globalization;
using System.Xml.Linq;

namespace FleetReport.Report;

/// <summary>Elements of the page. Texts are escaped because they are values of elements, never markup.</summary>
internal static class Html
{
    public static XElement Of(string name, string? className, params object?[] content) =>
        new(name, className is null ? null : new XAttribute("class", className), content);

    public static XElement Section(string title, params object?[] content) => Of("section", null, new XElement("h2", title), content);

    public static XElement Figure(string title, XElement chart, string caption, params object?[] more) =>
        Of("figure", null, new XElement("h2", title), chart, more, new XElement("figcaption", caption));

    /// <summary>A table whose rows are headed by their first cell. Columns whose title ends with a unit in brackets hold numbers.</summary>
    public static XElement Table(string caption, string[] titles, IEnumerable<object?[]> rows)
    {
        bool[] isNumber = [.. titles.Select(title => title.EndsWith(')') || title.StartsWith('#'))];
        return Of("div", "scroll", new XElement(
            "table",
            new XElement("caption", caption),
            new XElement("thead", new XElement("tr", titles.Select((title, i) => Cell("th", title.TrimStart('#'), isNumber[i], new XAttribute("scope", "col"))))),
            new XElement("tbody", rows.Select(row => new XElement(
                "tr", row.Select((cell, i) => i == 0 ? Cell("th", cell, false, new XAttribute("scope", "row")) : Cell("td", cell, isNumber[i])))))));
    }

    public static string Number(double value, int digits = 0) => value.ToString("N" + digits, CultureInfo.InvariantCulture);

    public static string Day(DateTime time) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Minute(DateTime time) => time.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    private static XElement Cell(string name, object? content, bool isNumber, params object?[] attributes) =>
        Of(name, isNumber ? "number" : content is string { Length: > 30 } ? "text" : null, attributes, content ?? "–");
}
