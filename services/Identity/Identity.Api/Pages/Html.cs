using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CrmPlatform.Identity.Pages;

/// <summary>Markup. Whatever is put into it is text and gets encoded, unless it is markup itself.</summary>
internal readonly struct Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    public static Html Nothing { get; }

    public static Html Of(FormattableString template) => new(template.ToString(new Encode()));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    public override string ToString() => markup ?? "";

    private sealed class Encode : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "",
            Html html => html.ToString(),
            IFormattable formattable => Encoder.Encode(formattable.ToString(format, CultureInfo.InvariantCulture)),
            _ => Encoder.Encode(arg.ToString() ?? ""),
        };
    }
}
