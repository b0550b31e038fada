// Package resources embeds what the program carries: texts, fonts, templates.
// It imports nothing of this project.
package resources

import (
	"embed"
	"io/fs"
	"path"
)

//go:embed translations
var translations embed.FS

// Languages lists the languages that have a catalogue, whole or not.
func Languages() []string {
	entries, err := fs.ReadDir(translations, "translations")
	if err != nil {
		panic(err) // embedded at build time
	}
	langs := make([]string, 0, len(entries))
	for _, entry := range entries {
		langs = append(langs, entry.Name())
	}
	return langs
}

// Translations gives the files of a language's catalogue by name, each a JSON
// object of texts by key. An unknown language is an error.
func Translations(lang string) (map[string][]byte, error) {
	folder := path.Join("translations", lang)
	entries, err := fs.ReadDir(translations, folder)
	if err != nil {
		return nil, err
	}
	files := make(map[string][]byte, len(entries))
	for _, entry := range entries {
		raw, err := translations.ReadFile(path.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		files[entry.Name()] = raw
	}
	return files, nil
}

// FontRegular and FontBold are Noto Sans, used by charts and screens alike.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	FontRegular []byte
	//go:embed fonts/NotoSans-Bold.ttf
	FontBold []byte
)
