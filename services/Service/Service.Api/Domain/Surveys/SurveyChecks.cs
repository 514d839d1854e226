using CrmPlatform.ServiceDefaults.Domain;
namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: whether a survey can be put before a customer.</summary>
internal static class SurveyChecks
{
    public static Refusal? Of(SurveyDefinition survey)
    {
        var checks = new FieldChecks();
        var languages = survey.Languages.IsDefault ? [] : survey.Languages;
        checks.Text("key", survey.Key, longest: 100)
            .That(languages.Length > 0, "languages", "must have at least one language")
            .That(survey.Title.HasAll(languages), "title", "must be there in every language of the survey")
            .That(survey.Items.Length is > 0 and <= 50, "items", "must have between 1 and 50 questions")
            .That(survey.Items.Select(item => item.Id).Distinct().Count() == survey.Items.Length, "items", "must have no two questions with the same id")
            .That(survey.LinkDays is >= 1 and <= 90, "linkDays", "must be between 1 and 90")
            .That(survey.ReminderDays >= 1 && survey.ReminderDays < survey.LinkDays, "reminderDays", "must lie before the end of the link")
            .That(survey.UnhappyGap >= 1, "unhappyGap", "must be at least 1");

        for (var i = 0; i < survey.Items.Length; i++)
            Check(checks, $"items[{i}]", survey.Items[i], languages);
        return checks.Refuse("survey.incomplete", "The survey is not complete.");
    }

    private static void Check(FieldChecks checks, string field, SurveyItem item, IReadOnlyCollection<string> languages)
    {
        checks.Text($"{field}.id", item.Id, longest: 100)
            .That(item.Text.HasAll(languages), $"{field}.text", "must be there in every language of the survey")
            .That(item.ReadBy is null || item.ReadBy.Fault is null, $"{field}.scale", item.ReadBy?.Fault ?? "")
            .That(item.Scale is null || item.Kind is SurveyItemKind.Csat or SurveyItemKind.Ces, $"{field}.scale", "must be set only for CSAT and CES")
            .That(!item.AsksExpectation || item.ReadBy is not null, $"{field}.asksExpectation", "must be set only for ratings");
        if (item.Kind != SurveyItemKind.Choice)
            return;

        checks.That(item.Choices.Length is >= 2 and <= 30, $"{field}.choices", "must have between 2 and 30 choices")
            .That(item.Choices.Select(choice => choice.Id).Distinct().Count() == item.Choices.Length, $"{field}.choices", "must have no two choices with the same id")
            .That(item.Choices.All(choice => choice.Text.HasAll(languages)), $"{field}.choices", "are there in every language of the survey");
    }
}
