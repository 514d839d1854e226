namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>A fault of a guide: what, and where.</summary>
internal sealed record GuideFault(string Code, string Where)
{
    public override string ToString() => $"{Code} at {Where}";
}

/// <summary>E4: what keeps a guide from being published.</summary>
internal static class GuideFaults
{
    public static IReadOnlyList<GuideFault> Of(Guide guide)
    {
        var faults = new List<GuideFault>();
        void Fault(bool isOne, string code, string where)
        {
            if (isOne) faults.Add(new(code, where));
        }

        Fault(string.IsNullOrWhiteSpace(guide.Key), "guide.key-missing", "key");
        Fault(guide.Questions.Count == 0, "guide.no-questions", "questions");
        foreach (var id in Repeated(guide.Questions.Select(question => question.Id))) Fault(true, "guide.question-repeated", id);
        foreach (var id in Repeated(guide.Objections.Select(objection => objection.Id))) Fault(true, "guide.objection-repeated", id);
        foreach (var step in new[] { CallStep.Identity, CallStep.Purpose, CallStep.Appointment })
        {
            var said = guide.Script.Any(line => line.Step == step && line.Occasion == LineOccasion.Always);
            Fault(!said, "guide.step-without-line", step.ToString());
        }

        foreach (var question in guide.Questions)
        {
            foreach (var language in question.Text.Languages)
            {
                var worded = QuestionWords.Default.FormOf(question.Text.In(language));
                Fault(worded != question.Form, "guide.form-not-as-worded", $"{question.Id}/{language}");
            }
            foreach (var id in Repeated(question.Readings.Select(reading => reading.Id)))
                Fault(true, "guide.reading-repeated", $"{question.Id}/{id}");
            if (question.After is not { } after) continue;
            var earlier = guide.Find(after.Question);
            Fault(earlier is null || after.Question == question.Id, "guide.after-unknown", question.Id);
            var unread = after.Readings.Except((earlier?.Readings ?? []).Select(reading => reading.Id));
            Fault(earlier is not null && unread.Any(), "guide.after-reading-unknown", question.Id);
            Fault(GoesInCircles(guide, question), "guide.after-in-circles", question.Id);
        }

        foreach (var objection in guide.Objections)
        {
            foreach (var operation in Enum.GetValues<ObjectionOperation>())
            {
                var times = objection.Branches.Count(branch => branch.Operation == operation);
                Fault(times != 1, "guide.operation-not-once", $"{objection.Id}/{operation}");
            }
        }
        return faults;
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> ids) =>
        ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static bool GoesInCircles(Guide guide, GuideQuestion question)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = question; at is not null; at = at.After is { } after ? guide.Find(after.Question) : null)
            if (!seen.Add(at.Id)) return true;
        return false;
    }
}
