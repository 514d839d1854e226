using CrmPlatform.ServiceDefaults.Domain;
namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: whether answers fit the questions.</summary>
internal static class AnswerChecks
{
    public static Refusal? Of(SurveyDefinition survey, IReadOnlyCollection<ItemAnswer> answers)
    {
        var checks = new FieldChecks();
        foreach (var unknown in answers.Where(answer => survey.Items.All(item => item.Id != answer.ItemId)))
            checks.That(false, unknown.ItemId, "is no question of this survey");

        foreach (var item in survey.Items)
        {
            var given = answers.Where(answer => answer.ItemId == item.Id).ToList();
            checks.That(given.Count <= 1, item.Id, "must be answered once");
            if (given.Count == 0 || IsEmpty(given[0]))
                checks.That(!item.IsRequired, item.Id, "is required");
            else
                Check(checks, item, given[0]);
        }

        return checks.Refuse("survey.answers-invalid", "The answers do not fit the questions.");
    }

    private static void Check(FieldChecks checks, SurveyItem item, ItemAnswer answer)
    {
        if (item.ReadBy is { } scale)
        {
            var range = $"must be from {scale.Lowest} to {scale.Highest}";
            checks.That(answer.Rating is { } rating && scale.Holds(rating), item.Id, range)
                .That(answer.Choice is null, item.Id, "must be a rating, not a choice")
                .That(item.AsksExpectation || answer.Expected is null, item.Id, "does not ask what was expected")
                .That(!item.AsksExpectation || answer.Expected is { } expected && scale.Holds(expected), item.Id, $"says what was expected; it {range}");
        }
        else if (item.Kind == SurveyItemKind.Choice)
        {
            checks.That(item.Choices.Any(choice => choice.Id == answer.Choice), item.Id, "must be one of the choices");
        }
        else
        {
            checks.Text(item.Id, answer.Text);
        }

        checks.That(item.ReadBy is not null || answer is { Rating: null, Expected: null }, item.Id, "must not be a rating")
            .That(answer.Text is null || answer.Text.Length <= 4_000, item.Id, "must have at most 4000 characters of text");
    }

    private static bool IsEmpty(ItemAnswer answer) =>
        answer is { Rating: null, Expected: null } && string.IsNullOrEmpty(answer.Choice) && string.IsNullOrWhiteSpace(answer.Text);
}
