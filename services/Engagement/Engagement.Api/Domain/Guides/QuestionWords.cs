using System.Text;
using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>Words by which one language makes its questions; a list that a language does not need is left out.</summary>
/// <param name="Open">Open the question wherever they stand.</param>
/// <param name="Closed">Close it wherever they stand; longer words win over shorter ones at the same place (how long over how).</param>
/// <param name="ClosedPatterns">Regular expressions that do the same, such as 要不要.</param>
/// <param name="ClosedAtStart">Close it when a clause begins with them: "is" says nothing in the middle of a sentence.</param>
/// <param name="ClosedUnlessOpen">Close it when nothing else says anything, such as a final 吗.</param>
/// <param name="Fillers">May stand before the first word of a clause.</param>
/// <param name="Prefaces">Are taken off before the question is read: may I ask.</param>
internal sealed record QuestionWordList(
    IReadOnlyList<string> Open,
    IReadOnlyList<string> Closed,
    IReadOnlyList<string>? ClosedPatterns = null,
    IReadOnlyList<string>? ClosedAtStart = null,
    IReadOnlyList<string>? ClosedUnlessOpen = null,
    IReadOnlyList<string>? Fillers = null,
    IReadOnlyList<string>? Prefaces = null);

/// <summary>
/// E4: a question is recognised as open or closed by its words (什么, 怎样, 为什么 / 能不能, 是不是, 多久; what, how, why / can, is, how long).
/// </summary>
internal sealed class QuestionWords
{
    private readonly Recogniser chinese;
    private readonly Recogniser english;

    private QuestionWords(QuestionWordList chinese, QuestionWordList english) =>
        (this.chinese, this.english) = (new Recogniser(chinese, spaced: false), new Recogniser(english, spaced: true));

    private sealed record File(QuestionWordList Chinese, QuestionWordList English);

    public static QuestionWords Default { get; } = Of(DomainData.Embedded<File>("question-words.json"));

    /// <summary>The form of one question. The first telling word decides; without any it is unrecognised, and the author decides.</summary>
    public QuestionForm FormOf(string question)
    {
        var text = question.ToForm(NormalizationForm.FormKC).ToLowerInvariant().Replace('’', '\'').Trim();
        return (text.Any(letter => letter is >= '\u3400' and <= '\u9fff') ? chinese : english).FormOf(text);
    }

    private static QuestionWords Of(File file) => new(file.Chinese, file.English);

    /// <summary>The lists of one language as regular expressions, longer words first.</summary>
    private sealed class Recogniser
    {
        private readonly Regex open;
        private readonly Regex closed;
        private readonly Regex weak;
        private readonly Regex prefaces;

        public Recogniser(QuestionWordList words, bool spaced)
        {
            string Alternatives(IEnumerable<string>? list) =>
                string.Join('|', (list ?? []).OrderByDescending(word => word.Length).Select(Regex.Escape));
            string Words(IEnumerable<string>? list) =>
                Alternatives(list) is { Length: > 0 } any ? (spaced ? $@"\b(?:{any})\b" : $"(?:{any})") : "(?!)";

            var fillers = Alternatives(words.Fillers);
            var start = $@"(?<=(?:^|[.,;:!?…—–-]\s*)(?:(?:{(fillers.Length > 0 ? fillers : "(?!)")})\b[\s,]*)*)";
            var atStart = words.ClosedAtStart is null ? "(?!)" : start + Words(words.ClosedAtStart);
            open = Compile(Words(words.Open));
            closed = Compile(string.Join('|', [Words(words.Closed), .. words.ClosedPatterns ?? [], atStart]));
            weak = Compile(Words(words.ClosedUnlessOpen));
            prefaces = Compile(words.Prefaces is { Count: > 0 } ? start + Words(words.Prefaces) + @"[\s,:]*" : "(?!)");
        }

        public QuestionForm FormOf(string text)
        {
            text = prefaces.Replace(text, "");
            var (opens, closes) = (open.Match(text), closed.Match(text));
            if (!opens.Success && !closes.Success) return weak.IsMatch(text) ? QuestionForm.Closed : QuestionForm.Unrecognised;
            if (opens.Success != closes.Success) return opens.Success ? QuestionForm.Open : QuestionForm.Closed;
            if (opens.Index != closes.Index) return opens.Index < closes.Index ? QuestionForm.Open : QuestionForm.Closed;
            return closes.Length > opens.Length ? QuestionForm.Closed : QuestionForm.Open;
        }

        private static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
