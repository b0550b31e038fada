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

// Translations gives the files of a language's catalogue, each a JSON object of
// texts by key. An unknown language is an error.
func Translations(lang string) ([][]byte, error) {
	folder := path.Join("translations", lang)
	entries, err := fs.ReadDir(translations, folder)
	if err != nil {
		return nil, err
	}
	files := make([][]byte, 0, len(entries))
	for _, entry := range entries {
		raw, err := translations.ReadFile(path.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, raw)
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
