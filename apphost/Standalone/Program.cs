using CrmPlatform.Standalone;

return await StandaloneProgram.RunAsync(args);
