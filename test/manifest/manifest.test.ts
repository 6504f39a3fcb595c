import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { strFromU8, unzipSync } from 'fflate';
import { readConfig } from '../../config.ts';
import { buildManifest, ManifestError, type Template } from '../../manifest/build-manifest.ts';
import { buildPackage } from '../../manifest/build-package.ts';
import { COMMAND_TITLES } from '../../manifest/commands.ts';
import english from '../../manifest/en.json' with { type: 'json' };
import { findFaults, translatablePaths } from '../../manifest/find-faults.ts';
import template from '../../manifest/manifest.template.json' with { type: 'json' };
import { pngSize } from '../../manifest/png-size.ts';
import application from '../../package.json' with { type: 'json' };
import { decodePng } from './decode-png.ts';

const ROOT = new URL('../../', import.meta.url);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const APP_ID = '7c9f0a52-6f0e-4a53-9c3e-2b1d8e7f6a10';
const COMMANDS = template.bots[0]?.commandLists[0]?.commands.length ?? 0;
const LOCAL = { version: '1.2.3', appId: '', publicUrl: 'http://127.0.0.1:3978' };

const color = readFileSync(new URL('manifest/color.png', ROOT));
const outline = readFileSync(new URL('manifest/outline.png', ROOT));

describe('the Teams app package', () => {
  describe('its manifest and its English', () => {
    it('follow the schemas that Microsoft published for their version', () => {
      expect(findFaults(buildParts())).to.deep.equal([]);
    });

    it('name the version and the schema that go together', () => {
      expect(template.$schema).to.include(`/teams/v${template.manifestVersion}/`);
      expect(english.$schema).to.include(`/teams/v${template.manifestVersion}/`);
    });

    it('are French first, with English beside it', () => {
      expect(template.localizationInfo.defaultLanguageTag).to.equal('fr');
      expect(template.localizationInfo.additionalLanguages).to.deep.equal([{ languageTag: 'en', file: 'en.json' }]);
    });

    it('offer the bot in private, in a team and in a group chat, with files and not for notifications only', () => {
      const manifest = buildManifest(template, LOCAL);
      expect(manifest.bots).to.have.lengthOf(1);
      const { commandLists, ...bot } = manifest.bots[0]!;
      expect(bot).to.deep.equal({
        botId: template.id,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: true,
        isNotificationOnly: false,
      });
      expect(commandLists.flatMap((list) => list.scopes)).to.have.members(bot.scopes);
    });

    it('say every French text in English, addressed as Teams expects', () => {
      const paths = translatablePaths(template);
      expect(paths).to.include.members([
        'name.short',
        'name.full',
        'description.short',
        'description.full',
        'bots[0].commandLists[0].commands[0].title',
        'bots[0].commandLists[0].commands[4].description',
      ]);
      const { $schema: _, ...translations } = english;
      expect(Object.keys(translations)).to.have.members(paths);
      expect(english['bots[0].commandLists[0].commands[0].title']).to.equal('invite a client');
      expect(english['description.full']).not.to.equal(template.description.full);
    });

    it('export the titles that the bot has to recognise', () => {
      expect(COMMAND_TITLES.fr).to.deep.equal([
        ...[
          'inviter un client',
          'invitations',
          'créer un dossier',
          'importer des dossiers',
          'exporter le portefeuille',
        ],
        ...['aide', 'english', 'français'],
      ]);
      expect(COMMAND_TITLES.en).to.deep.equal([
        ...['invite a client', 'invitations', 'create a file', 'import files', 'export the portfolio'],
        ...['help', 'english', 'français'],
      ]);
    });

    it('ask for no permission, so that nobody has to consent', () => {
      expect(template).not.to.have.any.keys('webApplicationInfo', 'authorization', 'permissions', 'devicePermissions');
    });
  });

  describe('the limits of the manifest', () => {
    it('are all respected', () => {
      const manifest = buildManifest(template, tenant('https://relais.vauban-conseil.example'));
      expect(manifest.name.short.length).to.be.at.most(30);
      expect(manifest.name.full.length).to.be.at.most(100);
      expect(manifest.description.short.length).to.be.at.most(80);
      expect(manifest.description.full.length).to.be.at.most(4000);
      expect(manifest.developer.name.length).to.be.at.most(32);
      expect(manifest.accentColor).to.match(/^#[0-9A-F]{6}$/i);
      expect(manifest.validDomains.length).to.be.at.most(16);
      const lists = manifest.bots.flatMap((bot) => bot.commandLists);
      expect(lists.length).to.be.within(1, 3);
      for (const { commands } of lists) {
        expect(commands.length).to.be.within(1, 12);
        for (const { title, description } of commands) {
          // The schema allows 128 and 4000; a phone shows much less.
          expect(title.length).to.be.at.most(32);
          expect(description.length).to.be.at.most(128);
        }
      }
    });

    const refusals: { what: string; change: (copy: Template) => void; fault: string }[] = [
      {
        what: 'a short name of 31 characters',
        change: (copy) => {
          copy.name.short = 'R'.repeat(31);
        },
        fault: 'manifest.json : name.short compte 31 caractères, 30 au plus',
      },
      {
        what: 'a short description of 81 characters',
        change: (copy) => {
          copy.description.short = 'R'.repeat(81);
        },
        fault: 'manifest.json : description.short compte 81 caractères, 80 au plus',
      },
      {
        what: "a developer's name of 33 characters",
        change: (copy) => {
          copy.developer.name = 'R'.repeat(33);
        },
        fault: 'manifest.json : developer.name compte 33 caractères, 32 au plus',
      },
      {
        what: 'a thirteenth command',
        change: (copy) => {
          const { commands } = copy.bots[0]!.commandLists[0]!;
          while (commands.length < 13) commands.push(commands[0]!);
        },
        fault: 'manifest.json : bots[0].commandLists[0].commands compte 13 éléments, 12 au plus',
      },
      {
        what: 'a second bot',
        change: (copy) => {
          copy.bots.push(copy.bots[0]!);
        },
        fault: 'manifest.json : bots compte 2 éléments, 1 au plus',
      },
      {
        what: 'a place that Teams does not know',
        change: (copy) => {
          copy.bots[0]!.scopes.push('meeting');
        },
        fault:
          'manifest.json : bots[0].scopes[3] vaut « meeting » ; valeurs admises : team, personal, groupChat, copilot',
      },
      {
        what: 'a colour in words',
        change: (copy) => {
          copy.accentColor = 'bleu';
        },
        fault: "manifest.json : accentColor vaut « bleu » au lieu d'une couleur écrite #RRVVBB",
      },
      {
        what: 'an empty text',
        change: (copy) => {
          copy.bots[0]!.commandLists[0]!.commands[2]!.description = ' ';
        },
        fault: 'manifest.json : bots[0].commandLists[0].commands[2].description est vide',
      },
      {
        what: 'a key of another version',
        change: (copy) => {
          Object.assign(copy, { supportsSessions: true });
        },
        fault: "manifest.json : supportsSessions n'existe pas dans cette version du schéma",
      },
      {
        what: 'a command without its English',
        change: (copy) => {
          copy.bots[0]!.commandLists[0]!.commands.push({ title: 'imports', description: 'Voir les imports' });
        },
        fault: `en.json : la traduction de bots[0].commandLists[0].commands[${COMMANDS}].title manque`,
      },
      {
        what: 'an English text that translates nothing',
        change: (copy) => {
          copy.bots[0]!.commandLists[0]!.commands.pop();
        },
        fault: `en.json : bots[0].commandLists[0].commands[${COMMANDS - 1}].title ne correspond à aucun texte du manifeste`,
      },
      {
        what: 'an icon in a folder',
        change: (copy) => {
          copy.icons.color = 'icons/color.png';
        },
        fault: 'manifest.json : « icons/color.png » doit être à la racine du paquet, sans dossier',
      },
      {
        what: 'an unknown version of the manifest',
        change: (copy) => {
          copy.manifestVersion = '0.9';
        },
        fault: 'manifestVersion vaut « 0.9 », une version inconnue',
      },
    ];
    for (const { what, change, fault } of refusals) {
      it(`refuse ${what}, with a sentence`, () => {
        const copy = structuredClone(template);
        change(copy);
        expect(refusal(() => buildPackage(buildParts(copy)))).to.include(fault);
      });
    }

    it('refuse a version that is not three numbers', () => {
      for (const version of ['1.2', '1.2.3-beta', '01.2.3', '']) {
        const manifest = buildManifest(template, { ...LOCAL, version });
        expect(refusal(() => buildPackage({ ...buildParts(), manifest })).join()).to.include('trois nombres');
      }
      expect(application.version).to.match(/^\d+\.\d+\.\d+$/);
    });

    it('refuse an English text that is too long', () => {
      const localisations = { 'en.json': { ...english, 'name.short': 'R'.repeat(31) } };
      expect(refusal(() => buildPackage({ ...buildParts(), localisations }))).to.deep.equal([
        'en.json : name.short compte 31 caractères, 30 au plus',
      ]);
    });

    it('refuse a package without one of its files, or with an icon of the wrong size', () => {
      expect(refusal(() => buildPackage({ ...buildParts(), localisations: {} }))).to.deep.equal([
        'en.json manque dans le paquet',
      ]);
      const icons = { 'color.png': outline, 'outline.png': Buffer.from('<svg/>') };
      expect(refusal(() => buildPackage({ ...buildParts(), icons }))).to.deep.equal([
        'color.png mesure 32 × 32 pixels au lieu de 192 × 192',
        "outline.png n'est pas une image PNG",
      ]);
    });
  });

  describe('the configuration of a tenant', () => {
    it('gives the bot its application id, the version, the domain and the links', () => {
      const config = readConfig({
        MicrosoftAppId: APP_ID,
        MicrosoftAppTenantId: '2f4f7d0c-52a8-4b7e-8f5a-6d0a4c9e1b23',
        MicrosoftAppType: 'UserAssignedMSI',
        MONGODB_URI: 'mongodb://mongo.vauban-conseil.example/relais',
        MAIL_SENDER: 'relais@vauban-conseil.example',
        PUBLIC_URL: 'https://relais.vauban-conseil.example',
        FIRM_NAME: 'Cabinet Vauban Conseil',
      });
      const { appId } = config.bot;
      const manifest = buildManifest(template, { version: '2.0.1', appId, publicUrl: config.publicUrl });
      expect(manifest.bots[0]!.botId).to.equal(APP_ID);
      expect(manifest.version).to.equal('2.0.1');
      expect(manifest.validDomains).to.deep.equal(['relais.vauban-conseil.example']);
      expect(manifest.developer).to.deep.equal({
        name: 'Relais',
        websiteUrl: 'https://relais.vauban-conseil.example/',
        privacyUrl: 'https://relais.vauban-conseil.example/confidentialite',
        termsOfUseUrl: 'https://relais.vauban-conseil.example/conditions',
      });
      expect(findFaults({ ...buildParts(), manifest })).to.deep.equal([]);
    });

    it('leaves the identity of the app alone', () => {
      expect(template.id).to.match(GUID);
      expect(buildManifest(template, tenant('https://relais.vauban-conseil.example')).id).to.equal(template.id);
    });

    it('keeps the path of an address, and none of its query', () => {
      const manifest = buildManifest(template, tenant('https://outils.vauban-conseil.example/relais?from=mail#top'));
      expect(manifest.developer.websiteUrl).to.equal('https://outils.vauban-conseil.example/relais/');
      expect(manifest.developer.privacyUrl).to.equal('https://outils.vauban-conseil.example/relais/confidentialite');
      expect(manifest.validDomains).to.deep.equal(['outils.vauban-conseil.example']);
    });

    it('may be that of local mode: no domain, links that lead nowhere yet, the id of the app for the bot', () => {
      const config = readConfig({});
      for (const publicUrl of [config.publicUrl, 'https://localhost:3978', 'http://[::1]:3978']) {
        const manifest = buildManifest(template, { version: '1.2.3', appId: config.bot.appId, publicUrl });
        expect(manifest.bots[0]!.botId).to.equal(template.id);
        expect(manifest.validDomains).to.deep.equal([]);
        expect(manifest.developer.websiteUrl).to.equal('https://relais.example/');
        expect(findFaults({ ...buildParts(), manifest })).to.deep.equal([]);
      }
    });

    const wrongAddresses = {
      'pas une adresse': "PUBLIC_URL vaut « pas une adresse », qui n'est pas une adresse",
      'http://relais.vauban-conseil.example': 'PUBLIC_URL doit commencer par https:// : Teams refuse les autres liens',
      'https://192.168.1.20': "PUBLIC_URL doit porter un nom de domaine complet : « 192.168.1.20 » n'en est pas un",
      'https://serveur': "PUBLIC_URL doit porter un nom de domaine complet : « serveur » n'en est pas un",
      'https://camille:mot@relais.example':
        "PUBLIC_URL ne doit contenir ni nom d'utilisateur ni mot de passe : le paquet est lu par tous",
    };
    for (const [address, fault] of Object.entries(wrongAddresses)) {
      it(`is refused with a sentence when its public address is ${address}`, () => {
        expect(refusal(() => buildManifest(template, tenant(address)))).to.deep.equal([fault]);
      });
    }

    it('never changes the template', () => {
      const before = JSON.stringify(template);
      buildManifest(template, tenant('https://relais.vauban-conseil.example'));
      expect(JSON.stringify(template)).to.equal(before);
    });
  });

  describe('its icons', () => {
    it('are PNGs of the sizes that Teams asks for', () => {
      expect(pngSize(color)).to.deep.equal({ width: 192, height: 192 });
      expect(pngSize(outline)).to.deep.equal({ width: 32, height: 32 });
    });

    it('draw the outline in white on transparent, with no other colour', () => {
      const pixels = decodePng(outline);
      expect(pixels.colourType).to.equal(6);
      let drawn = 0;
      let empty = 0;
      for (const { red, green, blue, alpha } of eachPixel(pixels)) {
        if (alpha === 0) empty += 1;
        else expect([red, green, blue]).to.deep.equal([255, 255, 255]);
        if (alpha === 255) drawn += 1;
      }
      expect(drawn, 'white pixels').to.be.above(100);
      expect(empty, 'transparent pixels').to.be.above(400);
    });

    it('fill the colour icon to its edges with the accent colour and keep the mark in the central 120 × 120', () => {
      const pixels = decodePng(color);
      let mark = 0;
      for (const { x, y, red, green, blue, alpha } of eachPixel(pixels)) {
        expect(alpha).to.equal(255);
        const hex = `#${Buffer.from([red, green, blue]).toString('hex').toUpperCase()}`;
        const isInside = x >= 36 && x < 156 && y >= 36 && y < 156;
        if (hex !== template.accentColor) {
          mark += 1;
          expect(isInside, `pixel ${x}, ${y}`).to.equal(true);
        }
      }
      expect(mark).to.be.above(3000);
    });
  });

  describe('its zip', () => {
    it('is flat and holds the manifest, the two icons and the English', () => {
      const files = unzipSync(buildPackage(buildParts()));
      expect(Object.keys(files)).to.deep.equal(['manifest.json', 'color.png', 'outline.png', 'en.json']);
      expect(JSON.parse(strFromU8(files['manifest.json']!))).to.deep.equal(buildManifest(template, LOCAL));
      expect(JSON.parse(strFromU8(files['en.json']!))).to.deep.equal(english);
      expect(Buffer.from(files['color.png']!).equals(color)).to.equal(true);
      expect(Buffer.from(files['outline.png']!).equals(outline)).to.equal(true);
    });

    it('is the same bytes for the same parts', () => {
      expect(Buffer.from(buildPackage(buildParts())).equals(buildPackage(buildParts()))).to.equal(true);
    });
  });

  describe('npm run manifest', function () {
    this.timeout(30_000);
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'relais-manifest-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('writes one file named after the version, the same in every time zone, and says how to upload it', () => {
      const name = `relais-${application.version}.zip`;
      const packages = ['Pacific/Auckland', 'America/New_York'].map((TZ) => {
        const { status, stdout, stderr } = run({ TZ });
        expect(stderr).to.equal('');
        expect(status).to.equal(0);
        expect(stdout).to.include(name).and.include(' Ko)').and.include('Gérer les applications → Charger');
        expect(stdout).to.include('Charger une application personnalisée');
        expect(stdout, 'local mode says so').to.include('Sans MicrosoftAppId').and.include('relais.example');
        return readFileSync(join(folder, name));
      });
      expect(readdirSync(folder)).to.deep.equal([name]);
      expect(packages[0]!.equals(packages[1]!)).to.equal(true);
    });

    it('stops with code 1 and a sentence, and writes nothing, when the configuration is wrong', () => {
      for (const [PUBLIC_URL, sentence] of [
        ['http://relais.vauban-conseil.example', 'PUBLIC_URL doit commencer par https://'],
        ['relais', 'PUBLIC_URL doit être une adresse http ou https'],
      ]) {
        const { status, stdout, stderr } = run({ PUBLIC_URL });
        expect(status).to.equal(1);
        expect(stdout).to.equal('');
        expect(stderr).to.include(sentence).and.not.include('    at ');
        expect(readdirSync(folder)).to.deep.equal([]);
      }
    });

    function run(environment: Record<string, string | undefined>) {
      return spawnSync(process.execPath, ['--import', 'tsx', 'manifest/build.ts', folder], {
        cwd: ROOT,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...environment },
      });
    }
  });
});

function tenant(publicUrl: string) {
  return { version: '1.2.3', appId: APP_ID, publicUrl };
}

/** All that a package is made of, in local mode; another template may be given. */
function buildParts(from: Template = template) {
  return {
    manifest: buildManifest(from, LOCAL),
    localisations: { 'en.json': english },
    icons: { 'color.png': color, 'outline.png': outline },
  };
}

function refusal(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ManifestError) return error.faults;
    throw error;
  }
  throw new Error('nothing was refused');
}

function* eachPixel(pixels: ReturnType<typeof decodePng>) {
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) yield { x, y, ...pixels.at(x, y) };
  }
}
