using System.Text;
using MimeKit.Text;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>The words of an HTML body: nothing is kept that a browser would run or fetch. What is quoted begins its lines with ">".</summary>
internal static class HtmlText
{
    // Their content is not for reading.
    private static readonly HashSet<HtmlTagId> Hidden = [HtmlTagId.Head, HtmlTagId.Title, HtmlTagId.Script, HtmlTagId.Style, HtmlTagId.NoScript, HtmlTagId.Object];

    private static readonly HashSet<HtmlTagId> Blocks =
    [
        HtmlTagId.P, HtmlTagId.Div, HtmlTagId.TR, HtmlTagId.LI, HtmlTagId.UL, HtmlTagId.OL, HtmlTagId.Table, HtmlTagId.BlockQuote,
        HtmlTagId.H1, HtmlTagId.H2, HtmlTagId.H3, HtmlTagId.H4, HtmlTagId.H5, HtmlTagId.H6, HtmlTagId.HR, HtmlTagId.Pre, HtmlTagId.Section, HtmlTagId.Article,
    ];

    public static string Of(string html)
    {
        var text = new QuotingText();
        var (hidden, closesHidden) = (false, HtmlTagId.Unknown);
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag when hidden:
                    hidden = !(tag.IsEndTag && tag.Id == closesHidden);
                    break;
                case HtmlTagToken { IsEndTag: false, IsEmptyElement: false } tag when Hidden.Contains(tag.Id):
                    (hidden, closesHidden) = (true, tag.Id);
                    break;
                case HtmlTagToken { Id: HtmlTagId.Body }:
                    hidden = false;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Br }:
                    text.Break();
                    break;
                case HtmlTagToken tag:
                    if (tag.Id is HtmlTagId.TD or HtmlTagId.TH && tag.IsEndTag)
                        text.Write("\t");
                    if (Blocks.Contains(tag.Id))
                        text.BreakUnlessAtStart();
                    if (tag.Id == HtmlTagId.BlockQuote)
                        text.Quote(tag.IsEndTag ? -1 : 1);
                    break;
                // Comments and scripts are data tokens of their own kinds.
                case HtmlDataToken { Kind: HtmlTokenKind.Data or HtmlTokenKind.CData } data when !hidden:
                    text.Write(data.Data);
                    break;
            }
        }

        return text.ToString();
    }

    private sealed class QuotingText
    {
        private readonly StringBuilder text = new();
        private int depth;
        private bool atStart = true;
        private bool spacePending;

        public void Quote(int change) => depth = Math.Clamp(depth + change, 0, 20);

        public void Break()
        {
            if (atStart && depth > 0)
                text.Append('>', depth);
            text.Append('\n');
            (atStart, spacePending) = (true, false);
        }

        public void BreakUnlessAtStart()
        {
            if (!atStart)
                Break();
        }

        // White space in HTML is one space, whatever it is made of; a no-break space is one too here.
        public void Write(string data)
        {
            foreach (var c in data)
            {
                if (char.IsWhiteSpace(c))
                {
                    spacePending = !atStart;
                    continue;
                }

                if (atStart && depth > 0)
                    text.Append('>', depth).Append(' ');
                if (spacePending)
                    text.Append(' ');
                text.Append(c);
                (atStart, spacePending) = (false, false);
            }
        }

        public override string ToString() => text.ToString();
    }
}
